import Vitals

/// When glucose was measured in relation to a meal
/// (GATT Specification Supplement, Glucose Measurement Context, Meal).
///
/// A value that is reserved today stays a value.
public struct GlucoseMeal: RawRepresentable, Hashable, Sendable {
    /// The byte of the field.
    public let rawValue: UInt8

    /// Takes the byte of the field.
    ///
    /// - Parameter rawValue: The value, reserved ones included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Before a meal.
    public static let beforeMeal = GlucoseMeal(rawValue: 1)
    /// After a meal.
    public static let afterMeal = GlucoseMeal(rawValue: 2)
    /// Fasting.
    public static let fasting = GlucoseMeal(rawValue: 3)
    /// At no special time: snacks, drinks.
    public static let casual = GlucoseMeal(rawValue: 4)
    /// At bedtime.
    public static let bedtime = GlucoseMeal(rawValue: 5)

    /// The time by name; nil for a reserved value.
    public var flag: MeasurementFlag? {
        switch self {
        case .beforeMeal: .beforeMeal
        case .afterMeal: .afterMeal
        case .fasting: .fasting
        case .casual: .casual
        case .bedtime: .bedtime
        default: nil
        }
    }
}
