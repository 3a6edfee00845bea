import Vitals

/// How the person was (GATT Specification Supplement, Glucose Measurement Context, Tester-Health).
///
/// A value that is reserved today stays a value.
public struct GlucoseHealth: RawRepresentable, Hashable, Sendable {
    /// The upper four bits of the field.
    public let rawValue: UInt8

    /// Takes the upper four bits of the field.
    ///
    /// - Parameter rawValue: The value, reserved ones included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Minor health issues.
    public static let minorIssues = GlucoseHealth(rawValue: 1)
    /// Major health issues.
    public static let majorIssues = GlucoseHealth(rawValue: 2)
    /// During menses.
    public static let duringMenses = GlucoseHealth(rawValue: 3)
    /// Under stress.
    public static let underStress = GlucoseHealth(rawValue: 4)
    /// No health issues.
    public static let noIssues = GlucoseHealth(rawValue: 5)
    /// The device does not know.
    public static let notAvailable = GlucoseHealth(rawValue: 15)

    /// The state by name; nil for a reserved or an unknown one.
    public var flag: MeasurementFlag? {
        switch self {
        case .minorIssues: .minorHealthIssues
        case .majorIssues: .majorHealthIssues
        case .duringMenses: .duringMenses
        case .underStress: .underStress
        case .noIssues: .noHealthIssues
        default: nil
        }
    }
}
