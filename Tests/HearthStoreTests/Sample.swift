import Foundation
import HearthCore
import Vitals

/// Measurements to submit.
enum Sample {
    static let beginning = Instant(millisecondsSince1970: 978_307_200_000)  // 2001-01-01T00:00:00Z

    /// A minute-exact instant some days before now: recent, and never in the future.
    static func daysAgo(_ days: Int, minutes: Int = 0) -> Instant {
        let day: Int64 = 86_400_000
        let today = Int64(Date().timeIntervalSince1970 * 1_000) / day * day
        return Instant(millisecondsSince1970: today - Int64(days) * day).adding(seconds: Int64(minutes) * 60)
    }

    static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(text) else { throw SampleError.malformed(text) }
        return instant
    }

    /// What the store keeps and does not judge.
    static let usualFlags = ["weak-signal", "motion"]

    static func saturation(
        _ percent: String,
        from device: String = "oximeter",
        at instant: Instant = daysAgo(1),
        userIndex: Int? = nil,
        deviceTime: DeviceTimestamp? = nil,
        flags: [String] = usualFlags,
        isContinuous: Bool = false
    ) throws -> IncomingReading {
        var reading = try reading(
            .oxygenSaturation,
            .percent,
            [.oxygenSaturation: .number(try ExactDecimal(percent))],
            device,
            instant,
            userIndex: userIndex,
            deviceTime: deviceTime,
            flags: flags
        )
        if isContinuous { reading.characteristic = 0x2A5F }
        return reading
    }

    static func reading(
        _ kind: ReadingKind,
        _ unit: Vitals.Unit,
        _ values: [Metric: MeasuredValue],
        _ device: String,
        _ instant: Instant,
        userIndex: Int? = nil,
        deviceTime: DeviceTimestamp? = nil,
        flags: [String] = usualFlags
    ) throws -> IncomingReading {
        let raw = Array("\(values.values)".utf8.prefix(20))
        let identity = MeasurementIdentity(
            device: device,
            characteristic: 0x2A5E,
            kind: kind,
            deviceTime: deviceTime,
            sequenceNumber: nil,
            receivedAt: instant,
            raw: raw
        )
        return IncomingReading(
            identity: identity,
            deviceIdentifier: device,
            characteristic: 0x2A5E,
            measurement: try Measurement(kind: kind, unit: unit, values: values),
            userIndex: userIndex,
            deviceTime: deviceTime,
            effectiveAt: instant,
            receivedAt: instant,
            timeCorrection: .none,
            flags: flags,
            raw: raw
        )
    }
}

enum SampleError: Error {
    case malformed(String)
}
