/// Lets tasks of one loop do something one after the other, in the order in which they came.
final class LoopTurn {
    private var isTaken = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// Waits for the turn.
    func take() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiters.append($0) }
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
