import Spool
import Synchronization

/// What each device has said about itself, since the gateway runs.
///
/// It is not kept over a restart: the device is asked again. Each value keeps what was known when it came.
final class KnownDevices: Sendable {
    private let facts = Mutex<[String: DeviceFacts]>([:])

    /// What a device has said; nothing is known of one that has not been connected yet.
    func facts(device: String) -> DeviceFacts { facts.withLock { $0[device] ?? .none } }

    /// Notes what a device has said.
    func note(_ facts: DeviceFacts, device: String) { self.facts.withLock { $0[device] = facts } }
}
