/// Why a device gave no number: the special values of IEEE 11073 numbers, and a measurement that failed.
///
/// An absent value is a measurement with a reason, never a number. One of the two infinities still says that the value
/// is beyond what the device can measure, which raises an alert; for any other reason nothing is known.
public enum AbsenceReason: String, Sendable, Hashable, CaseIterable {
    /// NaN.
    case notANumber = "not-a-number"
    /// NRes: the value cannot be given with the field's resolution.
    case notAtThisResolution = "not-at-this-resolution"
    /// +INFINITY: above what the device can measure.
    case positiveInfinity = "positive-infinity"
    /// −INFINITY: below what the device can measure.
    case negativeInfinity = "negative-infinity"
    /// Reserved for future use.
    case reserved = "reserved"
    /// The device says that the measurement failed (weight 0xFFFF).
    case unsuccessful = "unsuccessful"
}
