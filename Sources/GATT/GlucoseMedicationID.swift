/// Which kind of medication was taken
/// (GATT Specification Supplement, Glucose Measurement Context, Medication ID).
///
/// A value that is reserved today stays a value.
public struct GlucoseMedicationID: RawRepresentable, Hashable, Sendable {
    /// The byte of the field.
    public let rawValue: UInt8

    /// Takes the byte of the field.
    ///
    /// - Parameter rawValue: The value, reserved ones included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Rapid acting insulin.
    public static let rapidActingInsulin = GlucoseMedicationID(rawValue: 1)
    /// Short acting insulin.
    public static let shortActingInsulin = GlucoseMedicationID(rawValue: 2)
    /// Intermediate acting insulin.
    public static let intermediateActingInsulin = GlucoseMedicationID(rawValue: 3)
    /// Long acting insulin.
    public static let longActingInsulin = GlucoseMedicationID(rawValue: 4)
    /// Pre-mixed insulin.
    public static let premixedInsulin = GlucoseMedicationID(rawValue: 5)
}
