import Vitals

/// What limits can be compared with: a number, or the side on which a value lies beyond all that the device can
/// measure.
public enum JudgedValue: Sendable, Hashable {
    /// The number, in the metric's unit.
    case number(ExactDecimal)
    /// There is no number, and the device says that the value is lower (higher) than any that it can measure.
    case beyondDevice(LimitSide)

    /// Takes what is known of a value; nil when that is nothing: the measurement failed, or nobody knows why it is
    /// absent.
    public init?(_ value: MeasuredValue) {
        switch value {
        case .number(let number): self = .number(number)
        case .absent(.negativeInfinity): self = .beyondDevice(.low)
        case .absent(.positiveInfinity): self = .beyondDevice(.high)
        case .absent: return nil
        }
    }

    /// The number, if there is one.
    public var number: ExactDecimal? {
        guard case .number(let number) = self else { return nil }
        return number
    }
}
