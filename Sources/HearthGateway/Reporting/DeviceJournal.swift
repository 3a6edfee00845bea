import Alerting
import BlueZ
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
        var lastMeasurement: DeviceObservation.Measurement?
        var failure: String?
        var information: GatewayReport.Information?

        func seen(at now: ClockReading) -> Instant? {
            isConnected ? now.now : lastSeenAt.map { now.instant(atBoot: $0.milliseconds) }
        }
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// Notes that a device is connected, or no longer is; either way it has been seen.
    func noteConnection(_ isConnected: Bool, of device: String, at now: BootTime) {
        entries.withLock { entries in
            entries[device, default: Entry()].isConnected = isConnected
            entries[device, default: Entry()].lastSeenAt = now
            if isConnected { entries[device, default: Entry()].failure = nil }
        }
    }

    /// Notes why a connection to a device failed that is there.
    func note(failure: String, of device: String) {
        entries.withLock { $0[device, default: Entry()].failure = failure }
    }

    /// Notes how far a device's clock is off.
    func note(clockOffset: ClockOffset, of device: String) {
        entries.withLock { $0[device, default: Entry()].clockOffsetSeconds = clockOffset.seconds }
    }

    /// Notes what a device says of itself.
    func note(information: GatewayReport.Information, of device: String) {
        entries.withLock { $0[device, default: Entry()].information = information }
    }

    /// Whether it is known what a device says of itself.
    func isInformed(of device: String) -> Bool { entries.withLock { $0[device]?.information != nil } }

    /// Notes what is left of a device's battery.
    func note(batteryPercent: Int, of device: String) {
        entries.withLock { $0[device, default: Entry()].batteryPercent = batteryPercent }
    }

    /// Notes that a device has measured.
    func note(measurement kind: ReadingKind, at effectiveAt: Instant, of device: String) {
        entries.withLock { entries in
            entries[device, default: Entry()].lastMeasurement = DeviceObservation.Measurement(
                kind: kind.rawValue,
                effectiveAt: effectiveAt.description
            )
        }
    }

    /// The devices as a report names them; one that is connected is seen now.
    ///
    /// - Parameters:
    ///   - devices: The devices that the gateway reads.
    ///   - bonds: The bonds of its adapter; nil when it has none.
    ///   - now: The time.
    /// - Returns: What is known of each.
    func report(of devices: [DeviceEntry], bonds: BondBook?, at now: ClockReading) -> [GatewayReport.Device] {
        entries.withLock { entries in
            devices.map { device in
                let entry = entries[device.identifier]
                return GatewayReport.Device(
                    identifier: device.identifier,
                    lastSeenAt: entry?.seen(at: now),
                    batteryPercent: entry?.batteryPercent,
                    clockOffsetSeconds: entry?.clockOffsetSeconds,
                    bond: bonds?.state(of: device),
                    information: entry?.information
                )
            }
        }
    }

    /// What a person at the box may want to know of each device.
    func observations(of devices: [DeviceEntry], at now: ClockReading) -> [DeviceObservation] {
        entries.withLock { entries in
            devices.map { device in
                let entry = entries[device.identifier]
                return DeviceObservation(
                    identifier: device.identifier,
                    lastSeenAt: entry?.seen(at: now)?.description,
                    batteryPercent: entry?.batteryPercent,
                    lastMeasurement: entry?.lastMeasurement,
                    failure: entry?.failure
                )
            }
        }
    }
}

extension BondBook {
    /// How the bond with a device is; nil for one that is not reached over Bluetooth.
    fileprivate func state(of device: DeviceEntry) -> GatewayReport.Bond? {
        guard case .bluetooth(let address) = device.address else { return nil }
        guard let bond = bond(with: address), !bond.longTermKeys.isEmpty else { return GatewayReport.Bond.none }
        return bond.isLost ? .lost : .bonded
    }
}
