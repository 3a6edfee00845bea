import EventLoops

extension EventLoop {
    /// Lets everything else that is ready on the loop go first; on the loop itself.
    ///
    /// `Task.yield` would go round by the global pool, and wait there for a thread.
    func takeTurns() async {
        await withUnsafeContinuation { continuation in execute { continuation.resume() } }
    }
}
