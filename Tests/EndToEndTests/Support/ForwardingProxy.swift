import Foundation
import Synchronization

/// Stands between a gateway and the servers: passes bytes on, tells what passes, and can hold an answer back.
final class ForwardingProxy: Sendable {
    /// What passes by.
    struct Observer: Sendable {
        /// Bytes of a request have been passed on.
        var requested: @Sendable () -> Void
        /// Bytes of an answer have come; false drops the connection instead of passing them on.
        var answered: @Sendable ([UInt8]) -> Bool
    }

    /// Where the gateway finds it.
    let port: UInt16

    private let listener: TCPSocket
    private let servers: @Sendable () -> [UInt16]
    private let observer: Observer
    private let open = Mutex<[ObjectIdentifier: TCPSocket]>([:])

    /// Listens.
    ///
    /// - Parameters:
    ///   - servers: The ports of the servers that run now, the preferred one first.
    ///   - observer: Is told what passes, on the proxy's threads.
    /// - Throws: `EndToEndError` when no port is free.
    init(servers: @escaping @Sendable () -> [UInt16], observer: Observer) throws {
        (listener, port) = try TCPSocket.listen()
        self.servers = servers
        self.observer = observer
        Thread.detachNewThread { [self] in
            while let client = listener.accept() {
                Thread.detachNewThread { [self] in serve(client) }
            }
        }
    }

    /// Ends every connection.
    func close() {
        listener.shutDown()
        for socket in open.withLock({ Array($0.values) }) { socket.shutDown() }
    }

    private func serve(_ client: TCPSocket) {
        remember(client)
        defer { forget(client) }
        guard let server = servers().lazy.compactMap({ try? TCPSocket.connect(to: $0) }).first else {
            return client.shutDown()
        }
        remember(server)
        defer { forget(server) }
        let upstreamEnded = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [observer] in
            ForwardingProxy.pump(from: client, to: server) { _ in
                true
            } passed: {
                observer.requested()
            }
            upstreamEnded.signal()
        }
        ForwardingProxy.pump(from: server, to: client, mayPass: observer.answered) {}
        upstreamEnded.wait()
    }

    /// Passes bytes on until either side ends, and then ends both.
    private static func pump(
        from source: TCPSocket,
        to target: TCPSocket,
        mayPass: ([UInt8]) -> Bool,
        passed: () -> Void
    ) {
        while true {
            let bytes = source.receive()
            guard !bytes.isEmpty, mayPass(bytes), target.send(bytes) else { break }
            passed()
        }
        source.shutDown()
        target.shutDown()
    }

    private func remember(_ socket: TCPSocket) { open.withLock { $0[ObjectIdentifier(socket)] = socket } }
    private func forget(_ socket: TCPSocket) { open.withLock { $0[ObjectIdentifier(socket)] = nil } }
}
