/// Writes a response's body while it arises.
///
/// Several tasks may write at the same time, on any executor; each piece arrives whole. Once the function
/// that it was handed to has returned, nothing more can be written.
public struct StreamWriter: Sendable {
    private let connection: Connection
    private let request: Int
    private let isChunked: Bool

    init(connection: Connection, request: Int, isChunked: Bool) {
        self.connection = connection
        self.request = request
        self.isChunked = isChunked
    }

    /// Given when the server wants to stop: the stream should end soon, and its client reconnect elsewhere.
    public var shutdown: ShutdownSignal { connection.context.shutdown }

    /// Sends a piece, and waits while the client is slower than the stream.
    ///
    /// - Throws: `StreamError` when the client has gone or takes nothing for too long.
    public func write(_ bytes: [UInt8]) async throws(StreamError) {
        guard await connection.sendPiece(bytes, of: request, isChunked: isChunked) else { throw .disconnected }
    }

    /// Sends one event.
    ///
    /// - Throws: `StreamError` when the client has gone or takes nothing for too long.
    public func write(_ event: ServerSentEvent) async throws(StreamError) { try await write(event.bytes) }
}
