import Vitals

/// Who measured (GATT Specification Supplement, Glucose Measurement Context, Tester-Health).
///
/// A value that is reserved today stays a value.
public struct GlucoseTester: RawRepresentable, Hashable, Sendable {
    /// The lower four bits of the field.
    public let rawValue: UInt8

    /// Takes the lower four bits of the field.
    ///
    /// - Parameter rawValue: The value, reserved ones included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The person themselves.
    public static let person = GlucoseTester(rawValue: 1)
    /// A health care professional.
    public static let professional = GlucoseTester(rawValue: 2)
    /// A laboratory.
    public static let laboratory = GlucoseTester(rawValue: 3)
    /// The device does not know.
    public static let notAvailable = GlucoseTester(rawValue: 15)

    /// The tester by name; nil for a reserved or an unknown one.
    public var flag: MeasurementFlag? {
        switch self {
        case .person: .testedBySelf
        case .professional: .testedByProfessional
        case .laboratory: .testedByLaboratory
        default: nil
        }
    }
}
