import Foundation
import GATT
import ReadingExchange
import Upload
import Vitals

/// Counts what happens in the demo, so that its end can be compared with the database.
actor DemoTally {
    /// The identities of everything that was measured.
    private(set) var identities: Set<MeasurementIdentity> = []
    /// Deliveries that the server knew already.
    private(set) var duplicates = 0
    /// Alerts that were raised.
    private(set) var alerts = 0
    /// From the measurement to the event on the on-call screen, in milliseconds.
    private(set) var latencies: [Int] = []
    /// Whether the deteriorating patient raised an alert.
    private(set) var isDeteriorationSeen = false
    /// Measured, and not answered for by the server so far.
    var undelivered: Int { identities.subtracting(answeredFor).count }
    private var answeredFor: Set<MeasurementIdentity> = []
    private var lastMeasured: [String: ContinuousClock.Instant] = [:]

    /// Notes a measurement that a device is about to send.
    ///
    /// The devices of the demo stamp their measurements, so the time of reception is no part of the identity.
    func measured(device: String, characteristic: CharacteristicUUID, bytes: [UInt8]) {
        let value = try? MeasurementCharacteristic.decode(uuid: characteristic.rawValue, bytes: bytes)
        for decoded in value?.measurements ?? [] {
            for item in decoded.measurement.values { lastMeasured["\(device) \(item.metric.rawValue)"] = .now }
            identities.insert(
                MeasurementIdentity(
                    device: device,
                    characteristic: characteristic.rawValue,
                    kind: decoded.measurement.kind,
                    deviceTime: decoded.deviceTime,
                    sequenceNumber: decoded.sequenceNumber,
                    receivedAt: Instant(millisecondsSince1970: 0),
                    raw: bytes
                )
            )
        }
    }

    /// Notes the server's answers.
    func answered(_ event: UploadEvent) {
        answeredFor.formUnion(event.settlements.map(\.identity))
        duplicates += event.settlements.count { $0.outcome == .delivered(.duplicate) }
    }

    /// Notes an event on the on-call screen about a patient with these devices.
    func seen(_ event: ScreenEvent, devices: [String], isDeteriorating: Bool) {
        if event.change == "raised" {
            alerts += 1
            if isDeteriorating { isDeteriorationSeen = true }
        }
        if let metric = event.metric, let measured = devices.compactMap({ lastMeasured["\($0) \(metric)"] }).max() {
            latencies.append(Int((ContinuousClock.now - measured) / .milliseconds(1)))
        }
    }
}
