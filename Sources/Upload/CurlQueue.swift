import Foundation

/// The requests that wait for the thread of a transport.
final class CurlQueue: @unchecked Sendable {
    // Sendable: the condition's lock guards the two variables.
    private let condition = NSCondition()
    private var jobs: [CurlJob] = []
    private var isClosed = false

    func add(_ job: CurlJob) {
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    /// Lets the thread end once nothing waits any more.
    func close() {
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
    }

    /// Waits for a request; nil when the queue is closed and empty.
    func next() -> CurlJob? {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty, !isClosed { condition.wait() }
        return jobs.isEmpty ? nil : jobs.removeFirst()
    }
}
