/// A request's body on its connection.
struct BodyStream: Sendable {
    /// The announced length; nil for a chunked body.
    let announcedBytes: Int?
    private let connection: Connection
    /// Which of the connection's requests the body belongs to.
    private let request: Int

    init(_ connection: Connection, request: Int, framing: BodyFraming) {
        self.connection = connection
        self.request = request
        if case .length(let length) = framing {
            announcedBytes = length
        } else {
            announcedBytes = nil
        }
    }

    func next() async throws(HTTPBodyError) -> [UInt8]? { try await connection.nextBodyPiece(of: request) }
}
