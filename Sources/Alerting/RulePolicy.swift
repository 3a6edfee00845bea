import Vitals

/// How steady values must be before a rule changes its mind, so that a value at a limit does not chatter.
public struct RulePolicy: Sendable, Hashable {
    /// More consecutive readings than this are days of waiting for someone who measures once a day.
    public static let maximumReadings = 10

    /// How far within a limit, in the metric's unit, a value must be to count as back to normal.
    public let hysteresis: ExactDecimal
    /// How many consecutive readings beyond a limit raise an alert.
    public let readingsToRaise: Int
    /// How many consecutive readings within the limits return it to normal.
    public let readingsToClear: Int

    /// Makes a policy within the bounds.
    ///
    /// - Throws: `LimitError.negativeHysteresis` or `LimitError.consecutiveReadingsOutOfRange`.
    public init(hysteresis: ExactDecimal, readingsToRaise: Int = 1, readingsToClear: Int = 1) throws(LimitError) {
        guard hysteresis >= 0 else { throw .negativeHysteresis }
        let range = 1...Self.maximumReadings
        guard range.contains(readingsToRaise), range.contains(readingsToClear) else {
            throw .consecutiveReadingsOutOfRange
        }
        self.hysteresis = hysteresis
        self.readingsToRaise = readingsToRaise
        self.readingsToClear = readingsToClear
    }

    private init(hysteresis: ExactDecimal) {
        self.hysteresis = hysteresis
        readingsToRaise = 1
        readingsToClear = 1
    }

    /// The policy of a metric unless another is set: one reading raises, one clears, with a hysteresis of about what
    /// two measurements of a steady person differ by.
    public static func standard(for metric: Metric) -> RulePolicy {
        switch metric {
        case .systolicPressure, .diastolicPressure, .meanPressure: RulePolicy(hysteresis: 5)
        case .heartRate: RulePolicy(hysteresis: 5)
        case .oxygenSaturation, .respiratoryRate: RulePolicy(hysteresis: 1)
        case .bodyTemperature: RulePolicy(hysteresis: ExactDecimal(2, exponent: -1))
        case .bodyWeight: RulePolicy(hysteresis: ExactDecimal(5, exponent: -1))
        case .bloodGlucose, .interstitialGlucose: RulePolicy(hysteresis: 5)
        case .bodyHeight, .bodyMassIndex, .bodyFat, .perfusionIndex: RulePolicy(hysteresis: 0)
        }
    }
}
