/// What a value was measured with or in, where the IEEE 11073 nomenclature has a code for each.
public enum MeasurementSource: String, Sendable, Hashable, CaseIterable {
    /// A pulse rate of a blood-pressure cuff.
    case cuff
    /// A pulse rate of a pulse oximeter.
    case pulseOximeter = "pulse-oximeter"
    /// A heart rate of an electrocardiograph or a chest strap.
    case electrocardiograph
    /// Glucose in whole capillary blood.
    case wholeBlood = "whole-blood"
    /// Glucose in capillary plasma.
    case plasma
}
