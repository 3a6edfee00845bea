import Foundation
import GATT
import ReadingExchange
import Spool
import Vitals

/// Makes of a device's bytes what will be uploaded.
struct IndicationDecoder: Sendable {
    /// The zone to which the household's devices are set.
    let zone: TimeZone
    /// What models send otherwise than their profiles say.
    var quirks = DeviceQuirks.none

    /// What the bytes say: none for an intermediate value, one or several measurements.
    ///
    /// - Parameters:
    ///   - indication: What the device sent.
    ///   - notBefore: When the measurement took place that it sent before.
    ///   - facts: What the device has said about itself.
    /// - Returns: A submission for each measurement.
    /// - Throws: `GATTError`, which names the byte.
    func submissions(
        of indication: RawIndication,
        notBefore: Instant? = nil,
        facts: DeviceFacts = .none
    ) throws(GATTError) -> [ReadingSubmission] {
        let mended = facts.model.map { quirks.mend(indication.bytes, of: indication.characteristic, by: $0).bytes }
        let value = try MeasurementCharacteristic.decode(
            uuid: indication.characteristic,
            bytes: mended ?? indication.bytes
        )
        return value.measurements(since: facts.cgmSession).map { decoded in
            let timing = MeasurementTiming(
                deviceTime: decoded.deviceTime,
                clockOffset: indication.clockOffsetSeconds.map(ClockOffset.init),
                receivedAt: indication.receivedAt,
                zone: zone,
                notBefore: notBefore
            )
            return ReadingSubmission(
                device: indication.device,
                characteristic: indication.characteristic,
                measurement: decoded.measurement,
                userIndex: decoded.userIndex.map(Int.init),
                deviceTime: decoded.deviceTime,
                sequenceNumber: decoded.sequenceNumber,
                effectiveAt: timing.effectiveAt,
                receivedAt: indication.receivedAt,
                timeCorrection: timing.correction,
                flags: decoded.flags.map(\.rawValue),
                raw: decoded.recordBytes ?? indication.bytes
            )
        }
    }
}
