import Foundation
import Synchronization

/// The demo's terminal: one line for each thing that happens, in the order in which it happens.
final class DemoConsole: Sendable {
    private let start = ContinuousClock.now
    private let output = Mutex(FileHandle.standardOutput)

    /// Shows a line with the seconds since the start.
    func show(_ text: String) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        write(String(format: "%7.2f s  ", seconds) + text)
    }

    /// Shows a line as it is.
    func write(_ text: String) {
        output.withLock { $0.write(Data((text + "\n").utf8)) }
    }
}
