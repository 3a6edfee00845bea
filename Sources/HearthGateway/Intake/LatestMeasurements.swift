import Synchronization
import Vitals

/// When each device's last measurement took place, since the gateway runs: it orders the hour that happens twice.
final class LatestMeasurements: Sendable {
    private let instants = Mutex<[String: Instant]>([:])

    /// When the last one took place; nil when there was none yet.
    func instant(device: String) -> Instant? { instants.withLock { $0[device] } }

    /// Notes one.
    func note(_ instant: Instant, device: String) { instants.withLock { $0[device] = instant } }
}
