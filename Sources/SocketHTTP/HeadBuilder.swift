import HTTPTypes

/// Collects a request's fields and decides what they mean for its body and its connection.
struct HeadBuilder {
    private let line: RequestLine
    private var fields = HTTPFields()
    private var host: String?
    private var contentLength: Int?
    private var transferCodings: String?
    private var wantsClose = false
    private var expectsContinue = false
    private(set) var count = 0

    init(_ line: RequestLine) {
        self.line = line
    }

    /// Adds a field.
    ///
    /// Host becomes the request's authority, as swift-http-types has it.
    mutating func append(_ line: FieldLine) throws(RequestRejection) {
        let field = line.field
        count += 1
        switch field.name.canonicalName {
        case "host":
            guard host == nil, HostField.isValid(field.value.utf8) else { throw .malformedHost }
            host = field.value
            return
        case "content-length":
            guard contentLength == nil, let length = HeadBuilder.length(field.value) else { throw .ambiguousLength }
            contentLength = length
        case "transfer-encoding":
            guard transferCodings == nil else { throw .ambiguousLength }
            transferCodings = field.value
        case "connection": wantsClose = wantsClose || HeadBuilder.list(field.value).contains(HeadBuilder.close)
        case "expect":
            guard field.value.utf8.map(ByteClass.lowercased) == HeadBuilder.continuation else {
                throw .expectationFailed
            }
            expectsContinue = true
        default: break
        }
        fields.append(field)
    }

    /// The checked head.
    func finish() throws(RequestRejection) -> RequestHead {
        guard host != nil || line.isLegacy else { throw .malformedHost }
        // RFC 9112 section 3.2.2 lets the target win; a front server that trusted Host would see another request.
        if let host, let authority = line.target.authority, authority.lowercased() != host.lowercased() {
            throw .malformedHost
        }
        let framing = try framing()
        return RequestHead(
            request: HTTPRequest(
                method: line.method,
                scheme: line.target.scheme,
                authority: line.target.authority ?? host,
                path: line.target.path,
                headerFields: fields
            ),
            framing: framing,
            keepsAlive: !wantsClose && !line.isLegacy,
            expectsContinue: expectsContinue && !line.isLegacy && framing != .none,
            isLegacy: line.isLegacy
        )
    }

    /// RFC 9112 section 6.3, and stricter: whatever two parsers could read differently is refused.
    private func framing() throws(RequestRejection) -> BodyFraming {
        guard let transferCodings else { return contentLength.map { $0 == 0 ? .none : .length($0) } ?? .none }
        guard contentLength == nil, !line.isLegacy else { throw .ambiguousLength }
        let codings = HeadBuilder.list(transferCodings)
        guard codings.firstIndex(of: HeadBuilder.chunked) == codings.count - 1 else { throw .ambiguousLength }
        guard codings.count == 1 else { throw .notImplemented }
        return .chunked
    }

    /// One decimal number: no sign, no list, no white space; 18 digits cannot overflow.
    private static func length(_ value: String) -> Int? {
        guard (1...18).contains(value.utf8.count),
            value.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return nil }
        return Int(value)
    }

    /// The items of a list, in lower case.
    ///
    /// Bytes and not characters: a Kelvin sign is no `k`, and an accent hides no comma.
    private static func list(_ value: String) -> [[UInt8]] {
        value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { item in
            item.drop(while: ByteClass.isWhitespace).reversed().drop(while: ByteClass.isWhitespace).reversed()
                .map(ByteClass.lowercased)
        }
    }

    private static let chunked = Array("chunked".utf8)
    private static let close = Array("close".utf8)
    private static let continuation = Array("100-continue".utf8)
}
