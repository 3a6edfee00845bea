import Foundation

/// A blocking stream socket.
final class RelaySocket: Sendable {
    private static let readBytes = 64 << 10
    private static let backlog: Int32 = 64
    private static let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Connects to a Unix socket.
    static func connect(to path: String) throws -> RelaySocket {
        let socket = try make(AF_UNIX)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { throw POSIXError(.ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withPointer(to: &address) { Foundation.connect(socket.descriptor, $0, $1) }
        guard result == 0 else { throw lastError() }
        return socket
    }

    /// Listens on a loopback port that the kernel chooses.
    static func listen() throws -> (socket: RelaySocket, port: UInt16) {
        let socket = try make(AF_INET)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        guard withPointer(to: &address, { bind(socket.descriptor, $0, $1) }) == 0,
            Foundation.listen(socket.descriptor, backlog) == 0
        else { throw lastError() }
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        guard withPointer(to: &address, { pointer, _ in getsockname(socket.descriptor, pointer, &size) }) == 0 else {
            throw lastError()
        }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// The next connection, or nil once the listener is shut down.
    func accept() -> RelaySocket? {
        while true {
            let accepted = Foundation.accept(descriptor, nil, nil)
            if accepted >= 0 { return RelaySocket(descriptor: accepted) }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// Sends all bytes; false when the peer is gone.
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Some bytes; empty at the end of the connection.
    func receive() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: RelaySocket.readBytes)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count < 0 && errno == EINTR { continue }
            return Array(bytes.prefix(max(count, 0)))
        }
    }

    /// Ends the connection in both directions and wakes whoever waits for it.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func make(_ family: Int32) throws -> RelaySocket {
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw lastError() }
        return RelaySocket(descriptor: descriptor)
    }

    private static func lastError() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }

    private static func withPointer<Address>(
        to address: inout Address,
        _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
