@testable import SocketHTTP

/// The HTTP parser: any cuts give the same, and limits hold.
enum HTTPRequestsTarget {
    /// Small, so that short inputs reach them.
    private static let smallLimits = {
        var limits = RequestLimits()
        limits.targetBytes = 24
        limits.headerBytes = 96
        limits.headerFields = 4
        limits.bodyBytes = 24
        return limits
    }()

    static func check(_ input: [UInt8]) throws(BrokenProperty) {
        for limits in [RequestLimits(), smallLimits] {
            let whole = try FedParser(input, limits: limits, pieceBytes: .max)
            for pieceBytes in [1, 2 + input.count % 7] {
                let cut = try FedParser(input, limits: limits, pieceBytes: pieceBytes)
                try hold(cut == whole, "cuts of \(pieceBytes) bytes give something else")
            }
        }
    }
}
