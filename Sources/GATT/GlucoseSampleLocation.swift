import Vitals

/// Where a sample of glucose was taken (GATT Specification Supplement, Glucose Measurement, Type-Sample Location).
///
/// A value that is reserved today stays a value: a concentration is not lost because its place is new.
public struct GlucoseSampleLocation: RawRepresentable, Hashable, Sendable {
    /// The upper four bits of the field.
    public let rawValue: UInt8

    /// Takes the upper four bits of the field.
    ///
    /// - Parameter rawValue: The bits, reserved values included; more than four do not exist.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A finger.
    public static let finger = GlucoseSampleLocation(rawValue: 0x1)
    /// Another place than the finger.
    public static let alternateSite = GlucoseSampleLocation(rawValue: 0x2)
    /// The ear lobe.
    public static let earlobe = GlucoseSampleLocation(rawValue: 0x3)
    /// No place: the liquid that comes with a meter to test it.
    public static let controlSolution = GlucoseSampleLocation(rawValue: 0x4)
    /// Tissue under the skin; only continuous monitors say this.
    public static let subcutaneousTissue = GlucoseSampleLocation(rawValue: 0x5)
    /// The device does not know.
    public static let notAvailable = GlucoseSampleLocation(rawValue: 0xF)

    /// The place by name; nil for a reserved or an unknown one.
    public var flag: MeasurementFlag? {
        switch self {
        case .finger: .siteFinger
        case .alternateSite: .siteAlternate
        case .earlobe: .siteEar
        case .controlSolution: .controlSolution
        case .subcutaneousTissue: .siteSubcutaneousTissue
        default: nil
        }
    }
}
