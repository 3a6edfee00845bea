import CLibPQ
import Dispatch
import EventLoops

/// A request to the server to stop what a session is doing; libpq sends it on a connection of its own and blocks.
final class CancelRequest: Sendable {
    private struct Handle: @unchecked Sendable {
        // Sendable: a copy of the session's address and key that libpq lets any thread use.
        let pointer: OpaquePointer
    }

    private static let errorBytes: Int32 = 256
    private let finished = OneShot<Bool>()

    /// Sends the request from a helper thread; nil when the session is gone.
    init?(session: OpaquePointer?) {
        guard let pointer = PQgetCancel(session) else { return nil }
        let handle = Handle(pointer: pointer)
        DispatchQueue.global().async { [finished] in
            var message = [CChar](repeating: 0, count: Int(CancelRequest.errorBytes))
            let isSent = PQcancel(handle.pointer, &message, CancelRequest.errorBytes) == 1
            PQfreeCancel(handle.pointer)
            finished.fulfil(isSent)
        }
    }

    /// Waits until the server has acted on the request, so that it cannot hit the session's next statement.
    ///
    /// - Returns: False when that is not known within the limit: the session must not be used again.
    func isSettled(within limit: Duration, on loop: EventLoop) async -> Bool {
        loop.schedule(after: limit) { [finished] in finished.fulfil(false) }
        return await finished.value()
    }
}
