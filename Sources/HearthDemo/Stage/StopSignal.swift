import UnixSignals

/// The end of the demo: its time is over, or somebody pressed Ctrl-C.
///
/// The signals are caught from the moment that this is made, so that one that comes while the demo is still starting
/// ends it as orderly as a later one.
struct StopSignal: Sendable {
    private let signals: UnixSignalsSequence

    init() async { signals = await UnixSignalsSequence(trapping: .sigint, .sigterm) }

    /// Waits for SIGINT, SIGTERM or the end of the time.
    ///
    /// - Parameter seconds: How long to wait at most; nil waits for a signal only.
    func wait(seconds: Int?) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { return } }
            if let seconds { group.addTask { try? await Task.sleep(for: .seconds(seconds)) } }
            await group.next()
            group.cancelAll()
        }
    }
}
