import Foundation

/// A `timestamptz` as the server keeps it: whole microseconds since 2000-01-01T00:00:00Z.
public struct PostgresTimestamp: Sendable, Hashable, Comparable {
    /// Microseconds since the start of 2000 in UTC; negative before it.
    public let microsecondsSince2000: Int64

    /// Later than everything.
    public static let infinity = PostgresTimestamp(microsecondsSince2000: .max)
    /// Earlier than everything.
    public static let negativeInfinity = PostgresTimestamp(microsecondsSince2000: .min)

    private static let microsecondsPerSecond: Int64 = 1_000_000
    /// From 1970-01-01 to 2000-01-01.
    private static let epochDifferenceMicroseconds: Int64 = 946_684_800 * microsecondsPerSecond
    /// From 2000-01-01, `PostgresTimestamp`'s zero, to 2001-01-01, `Date`'s.
    private static let referenceDateMicroseconds: Int64 = 366 * 86_400 * microsecondsPerSecond

    /// Takes microseconds since the start of 2000 in UTC.
    public init(microsecondsSince2000: Int64) { self.microsecondsSince2000 = microsecondsSince2000 }

    /// Takes microseconds since the start of 1970 in UTC; stops at the ends of the range.
    public init(microsecondsSince1970: Int64) {
        let (value, overflow) = microsecondsSince1970.subtractingReportingOverflow(
            PostgresTimestamp.epochDifferenceMicroseconds
        )
        self.init(microsecondsSince2000: overflow ? .min : value)
    }

    /// Takes the date's nearest microsecond; stops at the ends of the range.
    public init(_ date: Date) {
        let seconds = date.timeIntervalSinceReferenceDate
        let microseconds = (seconds * Double(PostgresTimestamp.microsecondsPerSecond)).rounded()
        let whole = Int64(exactly: microseconds) ?? (microseconds > 0 ? .max : .min)
        let (value, overflow) = whole.addingReportingOverflow(PostgresTimestamp.referenceDateMicroseconds)
        self.init(microsecondsSince2000: overflow ? .max : value)
    }

    /// Microseconds since the start of 1970 in UTC; stops at the end of the range.
    public var microsecondsSince1970: Int64 {
        let (value, overflow) = microsecondsSince2000.addingReportingOverflow(
            PostgresTimestamp.epochDifferenceMicroseconds
        )
        return overflow ? .max : value
    }

    /// The same instant as Foundation has it, exact to the microsecond within a century of 2001.
    public var date: Date {
        let seconds = microsecondsSince2000 / PostgresTimestamp.microsecondsPerSecond
        let fraction = microsecondsSince2000 % PostgresTimestamp.microsecondsPerSecond
        let reference = PostgresTimestamp.referenceDateMicroseconds / PostgresTimestamp.microsecondsPerSecond
        return Date(
            timeIntervalSinceReferenceDate: Double(seconds - reference)
                + Double(fraction) / Double(PostgresTimestamp.microsecondsPerSecond)
        )
    }

    /// Orders by time.
    public static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
        left.microsecondsSince2000 < right.microsecondsSince2000
    }
}
