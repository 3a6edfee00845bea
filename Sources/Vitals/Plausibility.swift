/// Tells numbers that a body can have from faults of a device or of a decoder.
///
/// The ranges are wide on purpose: they hold every value that has been survived and that home devices measure. What a
/// limit should alert on must never be held back here. Absent values are plausible.
public enum Plausibility {
    /// The first reason why a measurement is implausible; nil when it is plausible.
    public static func check(_ measurement: Measurement) -> ImplausibleReason? {
        for item in measurement.values {
            guard let number = item.value.number else { continue }
            if let reason = check(number, in: measurement.unit, of: item.metric) { return reason }
        }
        guard let systolic = measurement[.systolicPressure]?.number,
            let diastolic = measurement[.diastolicPressure]?.number, systolic <= diastolic
        else { return nil }
        return .systolicNotAboveDiastolic
    }

    private static func check(_ number: ExactDecimal, in unit: Unit, of metric: Metric) -> ImplausibleReason? {
        guard let value = try? unit.convert(number, to: metric.unit) else {
            return number < 0 ? .tooLow(metric) : .tooHigh(metric)
        }
        let range = metric.plausibleRange
        if value < range.lowerBound { return .tooLow(metric) }
        return value > range.upperBound ? .tooHigh(metric) : nil
    }
}
