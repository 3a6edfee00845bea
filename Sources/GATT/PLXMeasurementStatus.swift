import Vitals

/// What a pulse oximeter reports about a measurement (Pulse Oximeter Service 1.0, 3.1.1.4).
///
/// Bits 0 to 4 are reserved.
public struct PLXMeasurementStatus: OptionSet, Hashable, Sendable {
    /// The 16 bits of the field.
    public let rawValue: UInt16

    /// Takes the 16 bits of the field.
    ///
    /// - Parameter rawValue: The bits, reserved ones included.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The measurement was still going on.
    public static let ongoing = PLXMeasurementStatus(rawValue: 1 << 5)
    /// The value is a first estimate.
    public static let earlyEstimate = PLXMeasurementStatus(rawValue: 1 << 6)
    /// The device has validated the value.
    public static let validated = PLXMeasurementStatus(rawValue: 1 << 7)
    /// The value is final and fully qualified.
    public static let fullyQualified = PLXMeasurementStatus(rawValue: 1 << 8)
    /// The value comes from the memory of the device.
    public static let fromStorage = PLXMeasurementStatus(rawValue: 1 << 9)
    /// The device was showing itself off.
    public static let demonstration = PLXMeasurementStatus(rawValue: 1 << 10)
    /// The device was being tested.
    public static let testing = PLXMeasurementStatus(rawValue: 1 << 11)
    /// The device was calibrating.
    public static let calibrating = PLXMeasurementStatus(rawValue: 1 << 12)
    /// The device had no measurement.
    public static let unavailable = PLXMeasurementStatus(rawValue: 1 << 13)
    /// The device doubts the value.
    public static let questionable = PLXMeasurementStatus(rawValue: 1 << 14)
    /// The device says that the value is invalid.
    public static let invalid = PLXMeasurementStatus(rawValue: 1 << 15)

    /// What the bits mean, in their order.
    public var flags: [MeasurementFlag] {
        MeasurementFlag.flags(
            setIn: rawValue,
            fromBit: 5,
            [
                .ongoing, .earlyEstimate, .validated, .fullyQualified, .fromStorage, .demonstration, .testing,
                .calibrating, .unavailable, .questionable, .invalid,
            ]
        )
    }
}
