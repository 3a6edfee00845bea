import Vitals

/// One reading that the database must hold in the end, as the device meant it.
struct MeasuredReading: Sendable {
    /// The device's identifier.
    var device: String
    /// Whose device it is.
    var patient: String
    /// What was measured.
    var kind: ReadingKind
    /// The numbers in the canonical unit, with the device's digits, parted by slashes.
    var values: String
    /// The characteristic's bytes in hexadecimal; of a device with a clock no two measurements have the same.
    var raw: String
    /// The metrics that are beyond their limits.
    var beyondLimits: [Metric]
    /// What it is known by; nil when the device gave no time stamp, as it then depends on the time of reception.
    var identity: MeasurementIdentity?

    /// Bytes as `raw` has them.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// As `CrashAudit` reads it from the database.
    var line: String { "\(device) \(kind.rawValue) \(patient) \(values) \(raw)" }

    /// The alerts that it must have, as `CrashAudit` reads them from the database.
    var alertLines: [String] { beyondLimits.map { "\(device) limit/\($0.rawValue) \(patient) \(raw)" } }
}
