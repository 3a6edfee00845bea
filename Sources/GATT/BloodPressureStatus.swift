import Vitals

/// What a cuff reports about a measurement (GATT Specification Supplement, Blood Pressure Measurement, Measurement
/// Status).
///
/// ```
///  15            6 5 4 3 2 1 0
/// +---------------+-+---+-+-+-+
/// |   reserved    |P| R |I|C|B|   B body movement, C cuff too loose, I irregular pulse,
/// +---------------+-+---+-+-+-+   R pulse range (01 above, 10 below, 11 reserved), P improper position
/// ```
public struct BloodPressureStatus: OptionSet, Hashable, Sendable {
    /// The 16 bits of the field.
    public let rawValue: UInt16

    /// Takes the 16 bits of the field.
    ///
    /// - Parameter rawValue: The bits, reserved ones included.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The body moved during the measurement.
    public static let bodyMovement = BloodPressureStatus(rawValue: 1 << 0)
    /// The cuff was too loose.
    public static let cuffTooLoose = BloodPressureStatus(rawValue: 1 << 1)
    /// The pulse was irregular.
    public static let irregularPulse = BloodPressureStatus(rawValue: 1 << 2)
    /// The pulse rate is above the range of the device; excludes `pulseBelowRange`.
    public static let pulseAboveRange = BloodPressureStatus(rawValue: 1 << 3)
    /// The pulse rate is below the range of the device; excludes `pulseAboveRange`.
    public static let pulseBelowRange = BloodPressureStatus(rawValue: 1 << 4)
    /// The cuff was not where it belongs.
    public static let improperPosition = BloodPressureStatus(rawValue: 1 << 5)

    /// What the bits mean, in their order; reserved bits and the reserved pulse range mean nothing.
    public var flags: [MeasurementFlag] {
        let reservedRange: BloodPressureStatus = [.pulseAboveRange, .pulseBelowRange]
        let meaningful = isSuperset(of: reservedRange) ? subtracting(reservedRange) : self
        return MeasurementFlag.flags(
            setIn: meaningful.rawValue,
            fromBit: 0,
            [
                .bodyMovement, .cuffTooLoose, .irregularPulse, .pulseAboveRange, .pulseBelowRange, .improperPosition,
            ]
        )
    }
}
