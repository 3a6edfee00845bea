import Foundation

/// A blocking TCP socket on the loopback address.
final class TCPSocket: Sendable {
    private static let loopback = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    private static let readBytes = 64 << 10
    private static let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Connects to a port.
    ///
    /// - Parameters:
    ///   - port: The port.
    ///   - source: The loopback address to come from; nil leaves that to the kernel.
    ///   - receiveBytes: How much the kernel receives ahead; nil leaves that to it.
    /// - Returns: The connected socket.
    /// - Throws: `EndToEndError`.
    static func connect(
        to port: UInt16,
        from source: String? = nil,
        receiveBytes: Int32? = nil
    ) throws -> TCPSocket {
        let socket = try make()
        if var receiveBytes {
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, size)
        }
        if let source {
            let host = in_addr(s_addr: inet_addr(source))
            guard withAddress(0, host, body: { bind(socket.descriptor, $0, $1) }) == 0 else {
                throw EndToEndError("bind to \(source): errno \(errno)")
            }
        }
        var noDelay: Int32 = 1
        setsockopt(socket.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, socklen_t(MemoryLayout<Int32>.size))
        guard withAddress(port, body: { Foundation.connect(socket.descriptor, $0, $1) }) == 0 else {
            throw EndToEndError("connect to port \(port): errno \(errno)")
        }
        return socket
    }

    /// Listens on a port that the kernel chooses.
    static func listen() throws -> (socket: TCPSocket, port: UInt16) {
        let socket = try make()
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening =
            withAddress(0) { bind(socket.descriptor, $0, $1) } == 0
            && Foundation.listen(socket.descriptor, 16) == 0
            && withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.descriptor, $0, &size) }
            } == 0
        guard isListening else { throw EndToEndError("listen: errno \(errno)") }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// The next connection, or nil once the listener is shut down.
    func accept() -> TCPSocket? {
        while true {
            let accepted = Foundation.accept(descriptor, nil, nil)
            if accepted >= 0 {
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                return TCPSocket(descriptor: accepted)
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// Sends all bytes; false when the peer is gone.
    func send(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Some bytes; empty at the end of the connection.
    func receive() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: TCPSocket.readBytes)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count < 0 && errno == EINTR { continue }
            return Array(bytes.prefix(max(count, 0)))
        }
    }

    /// True when bytes or the connection's end have come; false after so many seconds without.
    func isReadable(within seconds: Double) -> Bool { wait(for: POLLIN, within: seconds) != 0 }

    /// True once the peer has reset the connection; false after so many seconds.
    func isReset(within seconds: Double) -> Bool { wait(for: 0, within: seconds) & (POLLERR | POLLHUP) != 0 }

    private func wait(for events: Int32, within seconds: Double) -> Int32 {
        var question = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        _ = poll(&question, 1, Int32(max(0, seconds) * 1_000))
        return Int32(question.revents)
    }

    /// Ends the connection in both directions and wakes whoever waits for it.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func make() throws -> TCPSocket {
        let descriptor = socket(AF_INET, type, 0)
        guard descriptor >= 0 else { throw EndToEndError("socket: errno \(errno)") }
        return TCPSocket(descriptor: descriptor)
    }

    private static func withAddress(
        _ port: UInt16,
        _ host: in_addr = loopback,
        body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = host
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
