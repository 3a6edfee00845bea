import Vitals

/// The two units in which a cuff gives pressures.
public enum PressureUnit: Hashable, Sendable, CaseIterable {
    /// mmHg.
    case millimetresOfMercury
    /// kPa.
    case kilopascals

    var unit: Unit { self == .millimetresOfMercury ? .millimetresOfMercury : .kilopascals }
}
