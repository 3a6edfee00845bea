/// A point in time, in whole milliseconds since 1970 in UTC.
///
/// Whole milliseconds are what the wire carries: an instant is the same on the gateway, in the request and in the
/// database, so that an identity that is built from it cannot change on the way. A `Date` is a binary fraction.
public struct Instant: Sendable, Hashable, Comparable {
    /// The years that can be written with four digits.
    public static let millisecondsSince1970Range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let millisecondsSince1970: Int64

    /// Makes the instant at that many milliseconds; beyond the years 0000 to 9999 it is the nearest within.
    public init(millisecondsSince1970: Int64) {
        let range = Self.millisecondsSince1970Range
        self.millisecondsSince1970 = min(max(millisecondsSince1970, range.lowerBound), range.upperBound)
    }

    /// The instant that many seconds later, or earlier when negative.
    public func adding(seconds: Int64) -> Instant {
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, sumOverflow) = millisecondsSince1970.addingReportingOverflow(milliseconds)
        guard !overflow, !sumOverflow else { return Instant(millisecondsSince1970: seconds < 0 ? .min : .max) }
        return Instant(millisecondsSince1970: sum)
    }

    /// The milliseconds from another instant to this one.
    public func milliseconds(since other: Instant) -> Int64 { millisecondsSince1970 - other.millisecondsSince1970 }

    /// Earlier comes first.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }
}
