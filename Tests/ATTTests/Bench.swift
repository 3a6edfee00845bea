import ATT
import EventLoops
import Synchronization

/// A loop with a client on it, whose device is played by the test; everything ends with it.
final class Bench: Sendable {
    let loop: EventLoop
    let device: ScriptedDevice
    let client: GATTClient
    /// What the handler was given, in order.
    let received: AsyncStream<ReceivedValue>

    /// Starts the loop and the client; the handler is called with each value after it was recorded.
    init(
        knownServices: [GATTService] = [],
        timeout: Duration = .seconds(20),
        handler: @escaping @Sendable (ReceivedValue) async throws -> Void = { _ in }
    ) async throws {
        loop = try EventLoop(name: "bench")
        let (near, far) = try SeqpacketBearer.pair(on: loop, and: loop)
        device = ScriptedDevice(far)
        let (stream, continuation) = AsyncStream.makeStream(of: ReceivedValue.self)
        received = stream
        client = GATTClient(bearer: near, knownServices: knownServices, transactionTimeout: timeout) { values in
            for value in values {
                continuation.yield(value)
                try await handler(value)
            }
        }
        await client.start()
    }

    /// Closes both ends and stops the loop.
    func end() async {
        await client.close()
        await device.close()
        loop.stop()
    }

    /// The next `count` values that the handler was given.
    func values(_ count: Int) async -> [ReceivedValue] {
        var values: [ReceivedValue] = []
        for await value in received {
            values.append(value)
            if values.count == count { break }
        }
        return values
    }
}
