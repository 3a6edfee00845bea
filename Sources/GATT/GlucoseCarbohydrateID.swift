/// What carbohydrates were eaten with
/// (GATT Specification Supplement, Glucose Measurement Context, Carbohydrate ID).
///
/// A value that is reserved today stays a value.
public struct GlucoseCarbohydrateID: RawRepresentable, Hashable, Sendable {
    /// The byte of the field.
    public let rawValue: UInt8

    /// Takes the byte of the field.
    ///
    /// - Parameter rawValue: The value, reserved ones included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Breakfast.
    public static let breakfast = GlucoseCarbohydrateID(rawValue: 1)
    /// Lunch.
    public static let lunch = GlucoseCarbohydrateID(rawValue: 2)
    /// Dinner.
    public static let dinner = GlucoseCarbohydrateID(rawValue: 3)
    /// A snack.
    public static let snack = GlucoseCarbohydrateID(rawValue: 4)
    /// A drink.
    public static let drink = GlucoseCarbohydrateID(rawValue: 5)
    /// Supper.
    public static let supper = GlucoseCarbohydrateID(rawValue: 6)
    /// Brunch.
    public static let brunch = GlucoseCarbohydrateID(rawValue: 7)
}
