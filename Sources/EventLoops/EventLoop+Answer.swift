extension EventLoop {
    /// Returns once the loop has come round: it does not while something blocks it.
    public func answer() async {
        await withCheckedContinuation { continuation in execute { continuation.resume() } }
    }
}
