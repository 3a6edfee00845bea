/// Lets tasks of one loop do something one after the other, in the order in which they came.
final class LoopTurn {
    private var isTaken = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// Waits for the turn.
    func take() async {
        // Suspending may let another task pass the turn on, so the question is asked where the waiter is kept.
        await withCheckedContinuation { continuation in
            if isTaken {
                waiters.append(continuation)
            } else {
                isTaken = true
                continuation.resume()
            }
        }
    }

    /// Passes the turn on.
    func pass() {
        if waiters.isEmpty {
            isTaken = false
        } else {
            waiters.removeFirst().resume()
        }
    }
}
