import Foundation

/// The listening socket.
struct Listener: Sendable {
    let descriptor: Int32
    let address: SocketAddress

    /// Binds and listens.
    init(_ wanted: SocketAddress, backlog: Int32) throws(HTTPServerError) {
        let family = wanted.host.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .last("socket") }
        do throws(HTTPServerError) {
            address = try Listener.listen(descriptor, wanted, backlog)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// A connection waits to be accepted.
    var hasWaiting: Bool {
        var question = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&question, 1, 0) > 0
    }

    private static func listen(
        _ descriptor: Int32,
        _ wanted: SocketAddress,
        _ backlog: Int32
    ) throws(HTTPServerError) -> SocketAddress {
        // A restarted server must not wait for the last connections of its predecessor to be forgotten.
        SocketOption.enable(SO_REUSEADDR, level: SOL_SOCKET, on: descriptor)
        guard let bound = wanted.withKernelAddress({ bind(descriptor, $0, $1) }) else { throw .invalidHost }
        guard bound == 0 else { throw .last("bind") }
        guard Foundation.listen(descriptor, backlog) == 0 else { throw .last("listen") }
        guard let address = SocketAddress(filledBy: { getsockname(descriptor, $0, $1) }) else {
            throw .last("getsockname")
        }
        return address
    }
}
