import EventLoops
import Foundation
import Synchronization

@testable import BlueZ

/// The kernel's end of a management socket, played by the test on a thread of its own.
final class ScriptedKernel: Sendable {
    typealias Answer = @Sendable (_ opcode: UInt16, _ index: UInt16, _ parameters: [UInt8]) -> [[UInt8]]

    /// The end of the program under test.
    let near: Int32
    private let far: Int32
    private let opcodes = Mutex<[UInt16]>([])

    /// Starts a kernel that answers each command with packets.
    init(answer: @escaping Answer) throws {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &pair) == 0 else {
            throw BlueZError.system(call: "socketpair", errno: errno)
        }
        near = pair[0]
        far = pair[1]
        _ = fcntl(near, F_SETFL, O_NONBLOCK)
        Thread { [far, self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while case let count = recv(far, &buffer, buffer.count, 0), count >= 6 {
                let word = { UInt16(buffer[$0]) | UInt16(buffer[$0 + 1]) << 8 }
                opcodes.withLock { $0.append(word(0)) }
                for packet in answer(word(0), word(2), Array(buffer[6..<count])) { tell(packet) }
            }
            close(far)
        }.start()
    }

    /// The commands so far.
    var seen: [UInt16] { opcodes.withLock { $0 } }

    /// Sends a packet.
    func tell(_ packet: [UInt8]) { _ = send(far, packet, packet.count, Int32(MSG_NOSIGNAL)) }

    /// The packet that answers a command.
    static func complete(
        _ opcode: UInt16,
        _ index: UInt16,
        status: UInt8 = 0,
        _ parameters: [UInt8] = []
    ) -> [UInt8] {
        var composer = ByteComposer()
        for word in [1, index, UInt16(3 + parameters.count), opcode] { composer.add(word) }
        return composer.bytes + [status] + parameters
    }
}
