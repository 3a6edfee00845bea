/// A unit of measurement, under its UCUM code.
///
/// Foundation has a class of the same name: a file that imports both writes `Vitals.Unit`.
public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// Millimetres of mercury.
    case millimetresOfMercury = "mm[Hg]"
    /// Kilopascals.
    case kilopascals = "kPa"
    /// Beats or breaths a minute.
    case perMinute = "/min"
    /// Percent.
    case percent = "%"
    /// Degrees Celsius.
    case degreesCelsius = "Cel"
    /// Degrees Fahrenheit.
    case degreesFahrenheit = "[degF]"
    /// Kilograms.
    case kilograms = "kg"
    /// Grams.
    case grams = "g"
    /// Avoirdupois pounds.
    case pounds = "[lb_av]"
    /// Centimetres.
    case centimetres = "cm"
    /// Metres.
    case metres = "m"
    /// International inches.
    case inches = "[in_i]"
    /// Kilograms a square metre, of the body-mass index.
    case kilogramsPerSquareMetre = "kg/m2"
    /// Milligrams a decilitre.
    case milligramsPerDecilitre = "mg/dL"
    /// Millimoles a litre.
    case millimolesPerLitre = "mmol/L"
}
