import EventLoops
import Foundation

/// Listens at an AF_UNIX path for bearers, so that a device can live in a process of its own.
public final class SeqpacketListener: @unchecked Sendable {
    // Sendable: what changes is touched on the thread of `loop` only; `init` has it alone.

    /// Centrals that may wait to be accepted; a device serves one at a time.
    private static let waitingConnections: Int32 = 8
    /// What is bound has another name until somebody listens: whoever finds the path is not refused.
    ///
    /// A path may have 107 bytes.
    private static let draftSuffix = "~"

    /// The loop on which the socket is watched and whose bearers it makes.
    public let loop: EventLoop
    private let path: String
    private let descriptor: Int32
    private var source: EventSource?
    private var isClosed = false

    /// Binds to `path`, in place of a socket that an earlier process left there.
    ///
    /// From any thread.
    ///
    /// - Parameters:
    ///   - path: Where it is bound.
    ///   - mode: Who may connect, as the mode of the path; what the process's mask takes away is taken away too.
    ///   - loop: Where it lives.
    /// - Throws: `ATTError.system` when the path cannot be bound.
    public init(path: String, mode: mode_t = 0o777, on loop: EventLoop) throws(ATTError) {
        let descriptor = try LocalSocket.make()
        do throws(ATTError) {
            let draft = path + Self.draftSuffix
            unlink(draft)
            // Before there is a path: nobody else can be faster.
            guard fchmod(descriptor, mode) == 0 else { throw ATTError.last("fchmod") }
            try LocalSocket.withAddress(draft, descriptor, call: "bind", bind)
            guard listen(descriptor, Self.waitingConnections) == 0 else { throw ATTError.last("listen") }
            guard rename(draft, path) == 0 else { throw ATTError.last("rename") }
        } catch {
            Foundation.close(descriptor)
            throw error
        }
        self.path = path
        self.loop = loop
        self.descriptor = descriptor
    }

    /// Waits for the next central; on the loop.
    ///
    /// - Throws: `ATTError.closed` once the listener is closed, `.system` when the kernel refuses.
    public func accept() async throws(ATTError) -> SeqpacketBearer {
        while !isClosed {
            let accepted = Foundation.accept(descriptor, nil, nil)
            if accepted >= 0 { return SeqpacketBearer(descriptor: accepted, on: loop) }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EAGAIN: try await waitUntilReadable()
            default: throw .last("accept")
            }
        }
        throw .closed
    }

    /// Stops listening and removes the path; on the loop.
    ///
    /// Again is harmless.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        source?.close()
        Foundation.close(descriptor)
        unlink(path)
    }

    private func waitUntilReadable() async throws(ATTError) {
        let source = try EventSource.watching(descriptor, on: loop, unless: source)
        self.source = source
        source.drainedReads()
        _ = await source.readable()
    }
}
