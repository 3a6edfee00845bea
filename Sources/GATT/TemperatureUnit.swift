import Vitals

/// The two units in which a thermometer gives temperatures.
public enum TemperatureUnit: Hashable, Sendable, CaseIterable {
    /// Degrees Celsius.
    case degreesCelsius
    /// Degrees Fahrenheit.
    case degreesFahrenheit

    var unit: Unit { self == .degreesCelsius ? .degreesCelsius : .degreesFahrenheit }
}
