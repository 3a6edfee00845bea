import Foundation
import Synchronization

/// The kernel's end of a management socket, played by the test on a thread of its own.
public final class ScriptedKernel: Sendable {
    /// The packets that answer a command.
    public typealias Answer = @Sendable (_ opcode: UInt16, _ index: UInt16, _ parameters: [UInt8]) -> [[UInt8]]

    /// A command that came.
    public struct Command: Sendable, Hashable {
        /// Its number.
        public var opcode: UInt16
        /// What follows its header.
        public var parameters: [UInt8]
    }

    /// The end of the program under test.
    public let near: Int32
    private let far: Int32
    private let commands = Mutex<[Command]>([])

    /// Starts a kernel that answers each command with packets.
    public init(answer: @escaping Answer) throws {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &pair) == 0 else {
            throw CocoaError(.featureUnsupported)
        }
        near = pair[0]
        far = pair[1]
        _ = fcntl(near, F_SETFL, O_NONBLOCK)
        Thread { [far, self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while case let count = recv(far, &buffer, buffer.count, 0), count >= 6 {
                let word = { UInt16(buffer[$0]) | UInt16(buffer[$0 + 1]) << 8 }
                let parameters = Array(buffer[6..<count])
                commands.withLock { $0.append(Command(opcode: word(0), parameters: parameters)) }
                for packet in answer(word(0), word(2), parameters) { tell(packet) }
            }
            close(far)
        }.start()
    }

    /// The commands so far.
    public var all: [Command] { commands.withLock(\.self) }
    /// Their numbers.
    public var seen: [UInt16] { all.map(\.opcode) }

    /// Sends a packet.
    public func tell(_ packet: [UInt8]) { _ = send(far, packet, packet.count, Int32(MSG_NOSIGNAL)) }

    /// The packet that answers a command.
    public static func complete(
        _ opcode: UInt16,
        _ index: UInt16,
        status: UInt8 = 0,
        _ parameters: [UInt8] = []
    ) -> [UInt8] {
        event(1, index, little(opcode) + [status] + parameters)
    }

    /// The packet of an event.
    public static func event(_ code: UInt16, _ index: UInt16, _ parameters: [UInt8]) -> [UInt8] {
        little(code) + little(index) + little(UInt16(parameters.count)) + parameters
    }

    /// Two bytes, the less significant first.
    public static func little(_ word: UInt16) -> [UInt8] { [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)] }
}
