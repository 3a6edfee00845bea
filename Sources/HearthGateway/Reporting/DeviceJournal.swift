import Alerting
import Spool
import Synchronization
import Vitals

/// What is known of each device since the gateway runs: when it was seen, its battery and its clock.
///
/// It is kept in memory: the server remembers when a device was seen, over the gateway's restarts too.
final class DeviceJournal: Sendable {
    private struct Entry {
        var isConnected = false
        /// On the axis that never steps.
        var lastSeenAt: BootTime?
        var batteryPercent: Int?
        var clockOffsetSeconds: Int?
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// Notes that a device is connected, or no longer is; either way it has been seen.
    func noteConnection(_ isConnected: Bool, of device: String, at now: BootTime) {
        entries.withLock { entries in
            entries[device, default: Entry()].isConnected = isConnected
            entries[device, default: Entry()].lastSeenAt = now
        }
    }

    /// Notes how far a device's clock is off.
    func note(clockOffset: ClockOffset, of device: String) {
        entries.withLock { $0[device, default: Entry()].clockOffsetSeconds = clockOffset.seconds }
    }

    /// Notes what is left of a device's battery.
    func note(batteryPercent: Int, of device: String) {
        entries.withLock { $0[device, default: Entry()].batteryPercent = batteryPercent }
    }

    /// The devices as a report names them; one that is connected is seen now.
    func report(of devices: [DeviceEntry], at now: ClockReading) -> [GatewayReport.Device] {
        entries.withLock { entries in
            devices.map { device in
                let entry = entries[device.identifier]
                return GatewayReport.Device(
                    identifier: device.identifier,
                    lastSeenAt: entry?.isConnected == true
                        ? now.now : entry?.lastSeenAt.map { now.instant(atBoot: $0.milliseconds) },
                    batteryPercent: entry?.batteryPercent,
                    clockOffsetSeconds: entry?.clockOffsetSeconds
                )
            }
        }
    }
}
