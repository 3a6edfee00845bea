import Vitals

/// The two systems of units of a scale; one flag bit switches weight and height together.
public enum UnitSystem: Hashable, Sendable, CaseIterable {
    /// Kilograms and metres.
    case metric
    /// Pounds and inches.
    case imperial

    var weightUnit: Unit { self == .metric ? .kilograms : .pounds }
    var heightUnit: Unit { self == .metric ? .metres : .inches }
    var weightStep: FixedStep { self == .metric ? .weightKilograms : .weightPounds }
    var heightStep: FixedStep { self == .metric ? .heightMetres : .heightInches }
}
