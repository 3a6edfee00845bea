@testable import SocketHTTP

/// Compressed bodies: any cuts give the same, and what comes out is bounded by what came.
enum GzipBodiesTarget {
    /// Low, so that short inputs reach them.
    private static let smallLimits = {
        var limits = RequestLimits()
        limits.bodyBytes = 100_000
        limits.expansionFactor = 3
        return limits
    }()

    /// What came out of a body, or why it is refused.
    private struct Inflated: Equatable {
        var bytes: [UInt8] = []
        var isComplete = false
        var failure: HTTPBodyError?
    }

    static func check(_ input: [UInt8]) throws(BrokenProperty) {
        for limits in [RequestLimits(), smallLimits] {
            let whole = try inflate(input, limits, pieceBytes: max(1, input.count))
            for pieceBytes in [1, 2 + input.count % 700] {
                let cut = try inflate(input, limits, pieceBytes: pieceBytes)
                try hold(cut == whole, "cuts of \(pieceBytes) bytes give something else")
            }
            guard whole.failure == nil else { continue }
            try hold(whole.bytes.count <= limits.bodyBytes, "more comes out than the limit")
            // A member that has not ended is refused by who reads the body, and not judged to its last byte.
            guard whole.isComplete else { continue }
            let bound = 1_024 + input.count * limits.expansionFactor
            try hold(whole.bytes.count <= bound, "more comes out than the expansion allows")
        }
    }

    private static func inflate(
        _ input: [UInt8],
        _ limits: RequestLimits,
        pieceBytes: Int
    ) throws(BrokenProperty) -> Inflated {
        guard let inflater = GzipInflater(limits: limits) else {
            throw BrokenProperty(description: "there is no memory")
        }
        var inflated = Inflated()
        var rest = input[...]
        do throws(HTTPBodyError) {
            while !rest.isEmpty {
                inflater.feed(Array(rest.prefix(pieceBytes)))
                rest = rest.dropFirst(pieceBytes)
                while let piece = try inflater.next() { inflated.bytes += piece }
            }
        } catch {
            // What came out before is of no use to anybody.
            return Inflated(failure: error)
        }
        inflated.isComplete = inflater.isComplete
        return inflated
    }
}
