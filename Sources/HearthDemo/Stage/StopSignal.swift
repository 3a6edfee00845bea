import Foundation
import UnixSignals

/// The end of the demo: its time is over, or somebody pressed Ctrl-C.
enum StopSignal {
    /// Waits for SIGINT, SIGTERM or the end of the time.
    ///
    /// - Parameter seconds: How long to wait at most; nil waits for a signal only.
    static func wait(seconds: Int?) async {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { return } }
            if let seconds { group.addTask { try? await Task.sleep(for: .seconds(seconds)) } }
            await group.next()
            group.cancelAll()
        }
    }
}
