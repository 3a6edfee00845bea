import EventLoops
import Logging
import ModelledKernel
import RecordedLog
import Synchronization
import Testing

@testable import BlueZ

@Suite("The management socket")
struct ManagementSocketTests {
    /// A socket whose kernel is played, for the length of a test.
    private func withSocket(
        answer: @escaping ScriptedKernel.Answer,
        listener: @escaping ManagementSocket.Listener = { _, _ in },
        _ body: @escaping @Sendable (ManagementSocket, ScriptedKernel) async throws -> Void
    ) async throws {
        let kernel = try ScriptedKernel(answer: answer)
        let loop = try EventLoop(name: "management")
        defer { loop.stop() }
        let socket = ManagementSocket(
            descriptor: kernel.near,
            on: loop,
            logger: .silent,
            listener: listener
        )
        let running = Task { await socket.run() }
        try await body(socket, kernel)
        await socket.close()
        await running.value
    }

    @Test("gives each caller the answer to its own command")
    func answers() async throws {
        try await withSocket { opcode, index, _ in
            [ScriptedKernel.complete(opcode, index, [UInt8(truncatingIfNeeded: index)])]
        } _: { socket, _ in
            async let first = socket.perform(.readInformation, index: 1)
            async let second = socket.perform(.readInformation, index: 2)
            async let third = socket.perform(.readIndexList)
            let answers = try await [first, second, third]
            #expect(answers == [[1], [2], [0xFF]])
        }
    }

    @Test("says why the kernel refuses, and what to do")
    func refusals() async throws {
        try await withSocket { opcode, index, parameters in
            opcode == 5
                ? [[2, 0, UInt8(index), 0, 3, 0, 5, 0, 0x12]]
                : [ScriptedKernel.complete(opcode, index, status: 0x14)]
        } _: { socket, _ in
            let blocked = BlueZError.refused(opcode: 5, status: .blockedBySwitch)
            await #expect(throws: blocked) { try await socket.perform(.setPowered(true), index: 0) }
            #expect(blocked.description.contains("rfkill unblock bluetooth"))
            await #expect(throws: BlueZError.notPermitted) { try await socket.perform(.setLowEnergy(true), index: 0) }
            #expect(BlueZError.notPermitted.description.contains("CAP_NET_ADMIN"))
            #expect(BlueZError.adapterInUse(by: "bluetoothd").description.contains("systemctl"))
        }
    }

    @Test("gives up a command that is not answered, and does not take its late answer for another's")
    func timeout() async throws {
        let count = Mutex(0)
        try await withSocket { opcode, index, _ in
            let number = count.withLock { number in
                number += 1
                return number
            }
            // The answer to the first command comes together with that to the second.
            if number == 1 { return [] }
            return [ScriptedKernel.complete(opcode, index, [1]), ScriptedKernel.complete(opcode, index, [2])]
        } _: { socket, _ in
            await #expect(throws: BlueZError.timedOut(opcode: 4)) {
                try await socket.perform(.readInformation, index: 0, within: .milliseconds(20))
            }
            let answer = try await socket.perform(.readInformation, index: 0)
            #expect(answer == [2])
        }
    }

    @Test("passes over a malformed packet, and hands on the events behind it")
    func malformed() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: ManagementEvent.self)
        try await withSocket {
            opcode,
            index,
            _ in
            [ScriptedKernel.complete(opcode, index)]
        } listener: { index, event in
            #expect(index == 3)
            continuation.yield(event)
        } _: { _, kernel in
            kernel.tell([6, 0, 3])
            kernel.tell([6, 0, 3, 0, 4, 0, 1])
            kernel.tell([0x0A, 0, 3, 0, 1, 0, 1])
            kernel.tell([6, 0, 3, 0, 4, 0, 1, 0, 0, 0])
            var events = stream.makeAsyncIterator()
            #expect(await events.next() == .newSettings(.powered))
        }
    }

    @Test("ends everybody's waiting when it is closed")
    func closing() async throws {
        try await withSocket { _, _, _ in
            []
        } _: { socket, kernel in
            let waiting = Task { try await socket.perform(.readIndexList) }
            while kernel.seen.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
            await socket.close()
            await #expect(throws: BlueZError.closed) { try await waiting.value }
            await #expect(throws: BlueZError.closed) { try await socket.perform(.readIndexList) }
        }
    }
}
