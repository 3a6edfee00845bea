import CCurl

/// Where the server is: an https address, or a plain one on this very machine.
///
/// Plain HTTP to anywhere else is refused when the address is made: the token and what people measured would be
/// readable on the way.
public struct ServerAddress: Sendable, Equatable {
    /// The address without a slash at its end; the paths of the API are put behind it.
    public let base: String
    /// Whether TLS protects the requests.
    public let isEncrypted: Bool

    private static let loopbackHosts: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Takes an address like `https://hearth.example.org`.
    ///
    /// - Throws: `upload.invalid-url` also for one with a user, a query or a fragment; `upload.insecure-url`.
    public init(_ text: String) throws(UploadError) {
        guard let parts = CurlURL(text), let scheme = parts[CURLUPART_SCHEME]?.lowercased(),
            let host = parts[CURLUPART_HOST]?.lowercased(), !host.isEmpty, parts[CURLUPART_USER] == nil,
            parts[CURLUPART_PASSWORD] == nil, !text.contains("?"), !text.contains("#")
        else { throw UploadError(.invalidURL) }
        switch scheme {
        case "https": isEncrypted = true
        case "http" where Self.loopbackHosts.contains(host): isEncrypted = false
        case "http": throw UploadError(.insecureURL)
        default: throw UploadError(.invalidURL)
        }
        base = String(text.reversed().drop { $0 == "/" }.reversed())
    }

    func url(path: String) -> String { base + path }
}
