import HTTPTypes

/// The first line of a request: `method SP target SP HTTP/x.y`.
struct RequestLine {
    /// Longer than every registered method.
    static let methodLimitBytes = 32

    let method: HTTPRequest.Method
    let target: RequestTarget
    let isLegacy: Bool

    /// Reads the line without its CR LF.
    init(_ line: UnsafeRawBufferPointer, targetLimitBytes: Int) throws(RequestRejection) {
        guard let first = line.firstIndex(of: UInt8(ascii: " ")),
            let last = line.lastIndex(of: UInt8(ascii: " ")), first < last
        else { throw .malformedRequestLine }
        guard let method = RequestLine.method(line[..<first]) else { throw .malformedRequestLine }
        isLegacy = try RequestLine.isLegacy(UnsafeRawBufferPointer(rebasing: line[(last + 1)...]))
        guard first <= RequestLine.methodLimitBytes, method != .connect else { throw .notImplemented }
        guard last - first - 1 <= targetLimitBytes else { throw .targetTooLong }
        target = try RequestTarget(UnsafeRawBufferPointer(rebasing: line[(first + 1)..<last]), method: method)
        self.method = method
    }

    private static func method(_ bytes: Slice<UnsafeRawBufferPointer>) -> HTTPRequest.Method? {
        HTTPRequest.Method(String(decoding: bytes, as: UTF8.self))
    }

    /// True for HTTP/1.0; a later minor version is answered as 1.1 (RFC 9110 section 2.5).
    private static func isLegacy(_ version: UnsafeRawBufferPointer) throws(RequestRejection) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard version.count == 8, version.starts(with: "HTTP/".utf8), version[6] == UInt8(ascii: "."),
            digits.contains(version[5]), digits.contains(version[7])
        else { throw .malformedRequestLine }
        guard version[5] == UInt8(ascii: "1") else { throw .versionNotSupported }
        return version[7] == UInt8(ascii: "0")
    }
}
