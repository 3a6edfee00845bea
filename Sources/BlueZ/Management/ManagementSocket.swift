import EventLoops
import Foundation
import Logging

/// The way to the kernel's Bluetooth management: commands go in and are answered, events come out.
///
/// Every command has a time limit. What the kernel sends malformed is logged and passed over.
public actor ManagementSocket {
    /// Takes an event of an adapter, on the socket's loop, in the order of arrival.
    public typealias Listener = @Sendable (_ index: UInt16, _ event: ManagementEvent) -> Void

    /// How long the kernel may take for a command: turning a radio on takes up to two seconds.
    public static let commandTimeout: Duration = .seconds(10)

    /// The loop on which the socket is watched.
    public nonisolated let loop: EventLoop
    /// The executor that is the loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let descriptor: Int32
    private let logger: Logger
    private let listener: Listener
    private var source: EventSource?
    private var isClosed = false
    private var nextCommand: UInt64 = 0
    private var waiting: [Waiter] = []

    private struct Waiter {
        var id: UInt64
        var opcode: UInt16
        var index: UInt16
        /// Nil once the caller has given up: the late answer must not be taken for that of the next command.
        var caller: CheckedContinuation<Result<[UInt8], BlueZError>, Never>?
    }

    /// Opens the kernel's socket.
    ///
    /// - Throws: `BlueZError.noBluetooth`, `.notPermitted` or `.system`.
    public init(on loop: EventLoop, logger: Logger, listener: @escaping Listener) throws(BlueZError) {
        self.init(
            descriptor: try KernelSocket.openManagement(),
            on: loop,
            logger: logger,
            listener: listener
        )
    }

    /// Takes over an open socket, which is closed at the end.
    init(descriptor: Int32, on loop: EventLoop, logger: Logger, listener: @escaping Listener) {
        self.descriptor = descriptor
        self.loop = loop
        self.logger = logger
        self.listener = listener
    }

    /// Reads the kernel's packets until the socket is closed.
    public func run() async {
        do throws(BlueZError) {
            let source = try watched()
            var buffer = [UInt8](repeating: 0, count: ManagementPacket.maximumBytes)
            while !isClosed {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count > 0 {
                    take(Array(buffer[..<count]))
                } else if count == 0 {
                    throw .closed
                } else if errno == EAGAIN {
                    source.drainedReads()
                    _ = await source.readable()
                } else if errno != EINTR {
                    throw .last("recv")
                }
            }
        } catch {
            if !isClosed { logger.error("the management socket failed", metadata: ["error": "\(error)"]) }
        }
        close()
    }

    /// Gives a command and waits for its answer.
    ///
    /// - Parameters:
    ///   - command: What is to be done.
    ///   - index: The adapter; `ManagementCommand.noIndex` for none.
    ///   - limit: How long the kernel may take; a pairing waits for a person.
    /// - Returns: What the kernel returns for it.
    /// - Throws: `BlueZError.refused`, `.notPermitted`, `.timedOut`, `.closed` or `.system`.
    @discardableResult
    public func perform(
        _ command: ManagementCommand,
        index: UInt16 = ManagementCommand.noIndex,
        within limit: Duration = commandTimeout
    ) async throws(BlueZError) -> [UInt8] {
        nextCommand += 1
        let id = nextCommand
        return try await withCheckedContinuation { continuation in
            // Sent inside: the actor may read the answer before the task is suspended.
            waiting.append(Waiter(id: id, opcode: command.opcode, index: index, caller: continuation))
            do throws(BlueZError) {
                if isClosed { throw .closed }
                try send(command.packet(index: index))
                loop.schedule(after: limit) { [weak self] in self?.assumeIsolated { $0.giveUp(id) } }
            } catch {
                waiting.removeAll { $0.id == id }
                continuation.resume(returning: .failure(error))
            }
        }.get()
    }

    /// Closes the socket; every command that waits fails with `closed`.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        source?.close()
        Foundation.close(descriptor)
        let left = waiting
        waiting = []
        for waiter in left { waiter.caller?.resume(returning: .failure(.closed)) }
    }

    private func send(_ packet: [UInt8]) throws(BlueZError) {
        while Foundation.send(descriptor, packet, packet.count, Int32(MSG_NOSIGNAL)) < 0 {
            if errno != EINTR { throw .last("send") }
        }
    }

    private func take(_ bytes: [UInt8]) {
        let packet: ManagementPacket
        do throws(PacketFault) {
            packet = try ManagementPacket(decoding: bytes)
        } catch {
            logger.warning("a packet of the kernel is not understood", metadata: ["error": "\(error)"])
            return
        }
        switch packet.event {
        case .commandComplete(let opcode, .success, let parameters):
            answer(opcode, packet.index, .success(parameters))
        case .commandComplete(let opcode, let status, _), .commandStatus(let opcode, let status):
            let error: BlueZError =
                status == .permissionDenied ? .notPermitted : .refused(opcode: opcode, status: status)
            answer(opcode, packet.index, status == .success ? .success([]) : .failure(error))
        default: listener(packet.index, packet.event)
        }
    }

    private func answer(_ opcode: UInt16, _ index: UInt16, _ result: Result<[UInt8], BlueZError>) {
        guard let place = waiting.firstIndex(where: { $0.opcode == opcode && $0.index == index }) else { return }
        waiting.remove(at: place).caller?.resume(returning: result)
    }

    private func giveUp(_ id: UInt64) {
        guard let place = waiting.firstIndex(where: { $0.id == id }) else { return }
        let waiter = waiting[place]
        waiting[place].caller = nil
        waiter.caller?.resume(returning: .failure(.timedOut(opcode: waiter.opcode)))
    }

    private func watched() throws(BlueZError) -> EventSource {
        do throws(EventLoopError) {
            let watching = try EventSource(descriptor: descriptor, on: loop)
            source = watching
            return watching
        } catch {
            switch error {
            case .system(let call, let number): throw .system(call: call, errno: number)
            }
        }
    }
}
