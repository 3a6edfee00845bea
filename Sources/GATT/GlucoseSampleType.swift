import Vitals

/// What glucose was measured in (GATT Specification Supplement, Glucose Measurement, Type-Sample Location).
///
/// A value that is reserved today stays a value: a concentration is not lost because its sample is new.
public struct GlucoseSampleType: RawRepresentable, Hashable, Sendable {
    /// The lower four bits of the field.
    public let rawValue: UInt8

    /// Takes the lower four bits of the field.
    ///
    /// - Parameter rawValue: The bits, reserved values included; more than four do not exist.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Whole blood from a capillary.
    public static let capillaryWholeBlood = GlucoseSampleType(rawValue: 0x1)
    /// Plasma from a capillary.
    public static let capillaryPlasma = GlucoseSampleType(rawValue: 0x2)
    /// Whole blood from a vein.
    public static let venousWholeBlood = GlucoseSampleType(rawValue: 0x3)
    /// Plasma from a vein.
    public static let venousPlasma = GlucoseSampleType(rawValue: 0x4)
    /// Whole blood from an artery.
    public static let arterialWholeBlood = GlucoseSampleType(rawValue: 0x5)
    /// Plasma from an artery.
    public static let arterialPlasma = GlucoseSampleType(rawValue: 0x6)
    /// Whole blood, it is not known where from.
    public static let undeterminedWholeBlood = GlucoseSampleType(rawValue: 0x7)
    /// Plasma, it is not known where from.
    public static let undeterminedPlasma = GlucoseSampleType(rawValue: 0x8)
    /// Interstitial fluid.
    public static let interstitialFluid = GlucoseSampleType(rawValue: 0x9)
    /// The liquid that comes with a meter to test it: never a patient's.
    public static let controlSolution = GlucoseSampleType(rawValue: 0xA)

    /// The sample by name; nil for a reserved value.
    public var flag: MeasurementFlag? {
        switch self {
        case .capillaryWholeBlood: .sampleCapillaryWholeBlood
        case .capillaryPlasma: .sampleCapillaryPlasma
        case .venousWholeBlood: .sampleVenousWholeBlood
        case .venousPlasma: .sampleVenousPlasma
        case .arterialWholeBlood: .sampleArterialWholeBlood
        case .arterialPlasma: .sampleArterialPlasma
        case .undeterminedWholeBlood: .sampleUndeterminedWholeBlood
        case .undeterminedPlasma: .sampleUndeterminedPlasma
        case .interstitialFluid: .sampleInterstitialFluid
        case .controlSolution: .controlSolution
        default: nil
        }
    }
}
