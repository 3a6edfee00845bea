import EventLoops

/// A request's body on its connection.
final class BodyStream: @unchecked Sendable {
    // Sendable: the state is touched on the connection's loop only, which `next` checks.

    /// The announced length; nil for a chunked body.
    let announcedBytes: Int?
    private let connection: Connection
    private var isAtEnd = false
    private var failure: HTTPBodyError?

    init(_ connection: Connection, framing: BodyFraming) {
        self.connection = connection
        if case .length(let length) = framing {
            announcedBytes = length
        } else {
            announcedBytes = nil
        }
    }

    func next() async throws(HTTPBodyError) -> [UInt8]? {
        precondition(connection.source.loop.isCurrent, "a body is read on its connection's event loop")
        if let failure { throw failure }
        if isAtEnd { return nil }
        do throws(HTTPBodyError) {
            let piece = try await connection.nextBodyPiece()
            isAtEnd = piece == nil
            return piece
        } catch {
            failure = error
            throw error
        }
    }

    /// Ends the body with its request.
    func close() {
        if !isAtEnd { failure = failure ?? .consumed }
    }
}
