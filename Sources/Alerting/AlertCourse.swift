import Vitals

/// An alert in which a corrected reading may have a part, with the other readings since it began.
public struct AlertCourse: Sendable, Hashable {
    /// More readings than this, a glucose sensor's of a week, are not looked at: the newest are taken.
    public static let maximumReadings = 2_000

    /// The alert; cleared when it had returned to normal by the reading, and no person had resolved it.
    public let alert: OpenAlert
    /// Whether the reading is one of those that fired it.
    public let isFiring: Bool
    /// The other readings that count and that were measured since the first that fired it, in the order of
    /// `effectiveAt`.
    public let others: [EvaluatedReading]
    /// False when there are more than `others` has.
    public let isWhole: Bool

    /// Describes a course.
    public init(alert: OpenAlert, isFiring: Bool, others: [EvaluatedReading], isWhole: Bool) {
        self.alert = alert
        self.isFiring = isFiring
        self.others = others
        self.isWhole = isWhole
    }
}
