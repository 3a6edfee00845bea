import Vitals

/// Where on the body a thermometer measured (GATT Specification Supplement, Temperature Type).
///
/// A value that is reserved today stays a value: a temperature is not lost because its place is new.
public struct TemperatureType: RawRepresentable, Hashable, Sendable {
    /// The byte of the field.
    public let rawValue: UInt8

    /// Takes the byte of the field.
    ///
    /// - Parameter rawValue: The byte, reserved values included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Measured in the armpit.
    public static let armpit = TemperatureType(rawValue: 1)
    /// Measured somewhere on the body.
    public static let body = TemperatureType(rawValue: 2)
    /// Measured at the ear lobe.
    public static let ear = TemperatureType(rawValue: 3)
    /// Measured at a finger.
    public static let finger = TemperatureType(rawValue: 4)
    /// Measured in the gastro-intestinal tract.
    public static let gastrointestinalTract = TemperatureType(rawValue: 5)
    /// Measured in the mouth.
    public static let mouth = TemperatureType(rawValue: 6)
    /// Measured in the rectum.
    public static let rectum = TemperatureType(rawValue: 7)
    /// Measured at a toe.
    public static let toe = TemperatureType(rawValue: 8)
    /// Measured at the eardrum.
    public static let tympanum = TemperatureType(rawValue: 9)

    /// The place by name; nil for a reserved value.
    public var flag: MeasurementFlag? {
        switch self {
        case .armpit: .siteArmpit
        case .body: .siteBody
        case .ear: .siteEar
        case .finger: .siteFinger
        case .gastrointestinalTract: .siteGastrointestinalTract
        case .mouth: .siteMouth
        case .rectum: .siteRectum
        case .toe: .siteToe
        case .tympanum: .siteTympanum
        default: nil
        }
    }

    /// The value of the characteristic 0x2A1D; nil when it is not one byte.
    ///
    /// - Parameter bytes: All the bytes of the value.
    public init?(value bytes: [UInt8]) {
        guard let byte = bytes.first, bytes.count == 1 else { return nil }
        self.init(rawValue: byte)
    }
}
