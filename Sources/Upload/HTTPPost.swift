/// One JSON document to be posted.
public struct HTTPPost: Sendable {
    /// The path below the server's address, for example `/v1/readings`.
    public let path: String
    /// The token to send, if the request has one.
    public let credential: BearerCredential?
    /// The document.
    public let body: [UInt8]

    /// Makes a request.
    public init(path: String, credential: BearerCredential?, body: [UInt8]) {
        self.path = path
        self.credential = credential
        self.body = body
    }
}
