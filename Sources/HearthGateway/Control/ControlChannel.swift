import ATT
import EventLoops
import Foundation

/// The way between a person's command and the running gateway: one JSON text in each datagram of a local socket.
actor ControlChannel {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let bearer: any Bearer

    init(_ bearer: any Bearer) {
        self.bearer = bearer
        loop = bearer.loop
    }

    /// Sends a message.
    func send(_ message: some Encodable & Sendable) throws {
        try bearer.send(Array(try JSONEncoder().encode(message)))
    }

    /// Waits for a message.
    ///
    /// - Throws: `ATTError` when the other side is gone, `DecodingError`.
    func receive<Message: Decodable & Sendable>(_: Message.Type = Message.self) async throws -> Message {
        try JSONDecoder().decode(Message.self, from: Data(try await bearer.receive()))
    }

    /// Ends it, and whoever waits for a message.
    func close() { bearer.close() }
}
