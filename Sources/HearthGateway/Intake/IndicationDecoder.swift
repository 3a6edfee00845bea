import Foundation
import GATT
import ReadingExchange
import Spool
import Vitals

/// Makes of a device's bytes what will be uploaded.
struct IndicationDecoder: Sendable {
    /// The zone to which the household's devices are set.
    let zone: TimeZone

    /// What the bytes say: none for an intermediate value, one or several measurements.
    ///
    /// - Parameters:
    ///   - indication: What the device sent.
    ///   - notBefore: When the measurement took place that it sent before.
    /// - Returns: A submission for each measurement.
    /// - Throws: `GATTError`, which names the byte.
    func submissions(
        of indication: RawIndication,
        notBefore: Instant? = nil
    ) throws(GATTError) -> [ReadingSubmission] {
        let value = try MeasurementCharacteristic.decode(uuid: indication.characteristic, bytes: indication.bytes)
        return value.measurements.map { decoded in
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
