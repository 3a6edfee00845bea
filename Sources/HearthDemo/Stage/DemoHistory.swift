import Foundation
import GATT
import HearthCore
import SimulatedDevices
import Vitals

/// Thirty days of measurements from before the demo, so that trends have something to show.
struct DemoHistory: Sendable {
    /// Measurements of each device and day: morning and evening, as most care plans ask.
    private static let hours = [7, 19]
    /// Readings of one transaction.
    private static let batch = 500

    let cast: DemoCast
    let ingest: any ReadingIngest

    /// Stores the history of every patient; returns how many readings it has.
    func seed(now: Date) async throws -> Int {
        var count = 0
        for (index, patient) in SimulatedPatient.cast.enumerated() {
            let gateway = Principal(
                organization: cast.organization,
                role: .gateway,
                subject: .gateway(cast.gateways[index])
            )
            var readings = try readings(of: patient, now: now)
            count += readings.count
            while !readings.isEmpty {
                _ = try await ingest.ingest(Array(readings.prefix(DemoHistory.batch)), as: gateway)
                readings.removeFirst(min(DemoHistory.batch, readings.count))
            }
        }
        return count
    }

    private func readings(of patient: SimulatedPatient, now: Date) throws -> [IncomingReading] {
        var physiology = Physiology(patient: patient, seed: 1_000)
        var readings: [IncomingReading] = []
        for day in (1...DemoCast.historyDays).reversed() {
            for hour in DemoHistory.hours {
                let date = now.addingTimeInterval(TimeInterval((hour - 24) * 3_600 - day * 86_400))
                for (index, kind) in patient.devices.enumerated() {
                    let time = DemoClock.deviceTime(at: date)
                    let bytes = try physiology.measure(kind, at: time, decline: 0)
                    readings += try incoming(bytes, kind.measurement, patient.identifier(of: index), time)
                }
            }
        }
        return readings
    }

    private func incoming(
        _ bytes: [UInt8],
        _ characteristic: CharacteristicUUID,
        _ device: String,
        _ time: DeviceTimestamp
    ) throws -> [IncomingReading] {
        guard let instant = time.resolve(in: DemoClock.zone)?.instant() else { return [] }
        let value = try MeasurementCharacteristic.decode(uuid: characteristic.rawValue, bytes: bytes)
        return value.measurements.map { decoded in
            IncomingReading(
                identity: MeasurementIdentity(
                    device: device,
                    characteristic: characteristic.rawValue,
                    kind: decoded.measurement.kind,
                    deviceTime: decoded.deviceTime,
                    sequenceNumber: decoded.sequenceNumber,
                    receivedAt: instant,
                    raw: bytes
                ),
                deviceIdentifier: device,
                characteristic: characteristic.rawValue,
                measurement: decoded.measurement,
                deviceTime: decoded.deviceTime,
                effectiveAt: instant,
                receivedAt: instant,
                timeCorrection: .none,
                raw: bytes
            )
        }
    }
}
