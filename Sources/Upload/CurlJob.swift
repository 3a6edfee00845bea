import Synchronization

/// One request on its way to the thread that performs it and back.
final class CurlJob: Sendable {
    typealias Outcome = Result<HTTPAnswer, UploadError>

    let request: HTTPPost
    private let cancelled = Atomic(false)
    private let continuation = Mutex<CheckedContinuation<Outcome, Never>?>(nil)

    init(_ request: HTTPPost) {
        self.request = request
    }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func cancel() {
        cancelled.store(true, ordering: .relaxed)
    }

    func onFinish(_ continuation: CheckedContinuation<Outcome, Never>) {
        self.continuation.withLock { $0 = continuation }
    }

    func finish(_ outcome: Outcome) {
        let waiting = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(returning: outcome)
    }
}
