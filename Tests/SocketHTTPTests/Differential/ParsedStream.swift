/// What a parser made of a stream: its requests in order, and why it was refused, if it was.
///
/// Bytes are the characters of ISO 8859-1, so that nothing is lost and both parsers are compared byte for byte.
struct ParsedStream: Equatable, Decodable {
    struct Request: Equatable, Decodable {
        var method: String
        var scheme: String
        /// That of the target, else Host.
        var authority: String?
        /// Path and query.
        var path: String
        /// HTTP/1.0.
        var isLegacy: Bool
        /// Names and values in order, without Host.
        var fields: [[String]]
        var body: String
        /// Where the request ended in the stream; nil when its end has not come.
        var end: Int?
    }

    var requests: [Request] = []
    var refusal: String?
}

extension [UInt8] {
    /// Each byte as the character of ISO 8859-1.
    var latin1: String { String(String.UnicodeScalarView(map { Unicode.Scalar($0) })) }
}
