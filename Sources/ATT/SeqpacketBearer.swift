import EventLoops
import Foundation

/// A bearer on a socket that keeps datagrams apart: AF_UNIX SOCK_SEQPACKET, or a connected L2CAP socket.
public final class SeqpacketBearer: Bearer, @unchecked Sendable {
    // Sendable: everything that changes is touched on the thread of `loop` only; `init` and `deinit` have it alone.

    /// The loop on which the socket is watched.
    public let loop: EventLoop
    private let descriptor: Int32
    private var source: EventSource?
    private var backlog: [[UInt8]] = []
    private var isClosed = false

    /// Takes over a connected socket, which the bearer closes at its end.
    ///
    /// The socket becomes non-blocking and private to this process. From any thread.
    public init(descriptor: Int32, on loop: EventLoop) {
        self.descriptor = descriptor
        self.loop = loop
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// Connects to a listening AF_UNIX socket.
    ///
    /// From any thread; it does not wait.
    ///
    /// - Throws: `ATTError.system` when nobody listens at `path` or it is too long for a socket's address.
    public convenience init(path: String, on loop: EventLoop) throws(ATTError) {
        let descriptor = try LocalSocket.make()
        do throws(ATTError) {
            try LocalSocket.withAddress(path, descriptor, call: "connect", connect)
        } catch {
            Foundation.close(descriptor)
            throw error
        }
        self.init(descriptor: descriptor, on: loop)
    }

    deinit {
        guard !isClosed else { return }
        let (source, descriptor) = (source, descriptor)
        loop.execute {
            source?.close()
            Foundation.close(descriptor)
        }
    }

    /// Sends one PDU, or queues it while the peer has no room.
    public func send(_ pdu: [UInt8]) throws(ATTError) {
        if isClosed { throw .closed }
        if backlog.isEmpty, try sendNow(pdu) { return }
        guard backlog.count < ATTLimits.maximumWaitingPDUs else { throw .overloaded }
        backlog.append(pdu)
        if backlog.count == 1 { Task(executorPreference: loop) { [weak self] in await self?.drain() } }
    }

    /// Waits for one PDU.
    public func receive() async throws(ATTError) -> [UInt8] {
        // One byte more than the longest PDU: what is too long is seen as such.
        var buffer = [UInt8](repeating: 0, count: ATTLimits.maximumMTU + 1)
        while !isClosed {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { return Array(buffer[..<count]) }
            if count == 0 { throw .peerClosed }
            switch errno {
            case EINTR: continue
            case EAGAIN: try await waitUntilReadable()
            case ECONNRESET, EPIPE, ETIMEDOUT, ECONNABORTED: throw .peerClosed
            // Only the kernel's Bluetooth sockets: the link was ended because the keys did not fit.
            case EACCES: throw .bondLost
            default: throw .last("recv")
            }
        }
        throw .closed
    }

    /// Closes the socket and ends whoever waits for it.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        source?.close()
        Foundation.close(descriptor)
    }

    private func waitUntilReadable() async throws(ATTError) {
        let source = try watched()
        source.drainedReads()
        _ = await source.readable()
    }

    /// False when the socket has no room.
    private func sendNow(_ pdu: [UInt8]) throws(ATTError) -> Bool {
        while Foundation.send(descriptor, pdu, pdu.count, Int32(MSG_NOSIGNAL)) < 0 {
            switch errno {
            case EINTR: continue
            case EAGAIN: return false
            case ECONNRESET, EPIPE: throw .peerClosed
            default: throw .last("send")
            }
        }
        return true
    }

    /// Sends the backlog as room appears.
    ///
    /// A failure closes the bearer, which the reader then sees.
    private func drain() async {
        do throws(ATTError) {
            while let pdu = backlog.first, !isClosed {
                if try sendNow(pdu) {
                    backlog.removeFirst()
                } else {
                    let source = try watched()
                    source.drainedWrites()
                    _ = await source.writable()
                }
            }
        } catch {
            close()
        }
    }

    private func watched() throws(ATTError) -> EventSource {
        let watching = try EventSource.watching(descriptor, on: loop, unless: source)
        source = watching
        return watching
    }
}
