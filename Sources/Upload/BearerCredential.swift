/// The gateway's token; it goes into one header of each request and nowhere else.
public struct BearerCredential: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    let token: String

    /// Takes a token of the characters that RFC 6750 section 2.1 allows.
    ///
    /// - Throws: `upload.invalid-token`, so that no token can smuggle in a second header.
    public init(_ token: String) throws(UploadError) {
        let isToken = token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isToken, (1...Self.maximumBytes).contains(token.utf8.count) else { throw UploadError(.invalidToken) }
        self.token = token
    }

    /// Longer than any token of ours; a header line has less than 8 KiB.
    private static let maximumBytes = 4096

    /// Never the token.
    public var description: String { "<token>" }
    /// Never the token, in a dump either.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
