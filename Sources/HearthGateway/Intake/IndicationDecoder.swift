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
    /// - Returns: A submission for each measurement.
    /// - Throws: `GATTError`, which names the byte.
    func submissions(
        of indication: RawIndication,
        notBefore: Instant? = nil
    ) throws(GATTError) -> [ReadingSubmission] {
        submissions(of: try measurements(of: indication), in: indication, notBefore: notBefore)
    }

    /// What the bytes say, in the device's own words.
    ///
    /// - Throws: `GATTError`, which names the byte.
    func measurements(of indication: RawIndication) throws(GATTError) -> [DecodedMeasurement] {
        switch try value(of: indication) {
        case .temperature(let value):
            value.taken(at: indication.facts.temperatureType.map(TemperatureType.init(rawValue:))).measurements
        case let value: value.measurements(since: indication.facts.session)
        }
    }

    /// What the bytes are: a value of a characteristic, as its profile or the quirks of the device's model have it.
    ///
    /// - Throws: `GATTError`, which names the byte.
    func value(of indication: RawIndication) throws(GATTError) -> MeasurementCharacteristic {
        try MeasurementCharacteristic.decode(
            uuid: indication.characteristic,
            bytes: mended(indication) ?? indication.bytes,
            feature: indication.facts.feature
        )
    }

    /// The bytes of a value as a known quirk mends them; nil when none does.
    private func mended(_ indication: RawIndication) -> [UInt8]? {
        guard let model = indication.facts.deviceModel else { return nil }
        let (bytes, quirk) = quirks.mend(indication.bytes, of: indication.characteristic, by: model)
        return quirk == nil ? nil : bytes
    }

    /// Makes submissions of what was decoded.
    ///
    /// - Parameters:
    ///   - measurements: What was decoded.
    ///   - indication: The value of which the measurements have their identity and their time.
    ///   - second: The value that came apart and belongs to it.
    ///   - notBefore: When the measurement took place that the device sent before.
    /// - Returns: A submission for each measurement.
    func submissions(
        of measurements: [DecodedMeasurement],
        in indication: RawIndication,
        second: RawIndication? = nil,
        notBefore: Instant? = nil
    ) -> [ReadingSubmission] {
        let isMended = [indication, second].compactMap(\.self).contains { mended($0) != nil }
        let flags = indication.clock.flags + (isMended ? [.mended] : [])
        return measurements.map { decoded in
            let timing = MeasurementTiming(
                deviceTime: decoded.deviceTime,
                clockOffset: clockOffset(of: decoded.deviceTime, in: indication),
                receivedAt: indication.receivedAt,
                zone: zone,
                notBefore: notBefore
            )
            return ReadingSubmission(
                device: indication.device,
                characteristic: indication.characteristic,
                measurement: decoded.measurement,
                userIndex: userIndex(of: decoded, in: indication),
                deviceTime: decoded.deviceTime,
                sequenceNumber: decoded.sequenceNumber,
                effectiveAt: timing.effectiveAt,
                receivedAt: indication.receivedAt,
                timeCorrection: timing.correction,
                flags: (decoded.flags + flags).map(\.rawValue),
                raw: decoded.recordBytes ?? indication.bytes,
                rawSecond: second?.bytes
            )
        }
    }

    /// Whom the device names in the value or, when it names nobody there, the user whose consent it has.
    private func userIndex(of decoded: DecodedMeasurement, in indication: RawIndication) -> Int? {
        if decoded.flags.contains(.unknownUser) { return nil }
        return (decoded.userIndex ?? indication.facts.userIndex).map(Int.init)
    }

    /// How far the device's clock was off when it showed a time.
    ///
    /// What it recorded before its clock was set has the offset of then; unless the clock is off again, so that
    /// somebody has set it since, and a time before the setting says nothing.
    private func clockOffset(of time: DeviceTimestamp?, in indication: RawIndication) -> ClockOffset? {
        let current = indication.clockOffsetSeconds.map(ClockOffset.init)
        if let setting = indication.facts.clockSetting, current.map({ DeviceClock.isOff($0) }) != true,
            let shown = time?.instant(offsetSeconds: 0),
            shown < setting.setAt.adding(seconds: Int64(zone.offsetSeconds(at: setting.setAt)))
        {
            return ClockOffset(seconds: setting.offsetSeconds)
        }
        return current
    }
}

extension ReceptionClock {
    /// What is said of a measurement whose reception has no time.
    fileprivate var flags: [MeasurementFlag] { self == .unknown ? [.receptionTimeUnknown] : [] }
}
