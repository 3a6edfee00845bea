/// A number that was measured, or why there is none.
public enum MeasuredValue: Sendable, Hashable {
    /// The number, exactly as the device gave it.
    case number(ExactDecimal)
    /// There is no number, and this is why.
    case absent(AbsenceReason)

    /// The number, if there is one.
    public var number: ExactDecimal? {
        guard case .number(let number) = self else { return nil }
        return number
    }
}
