/// A `date` as the server keeps it: whole days since 2000-01-01, in the Gregorian calendar.
public struct PostgresDate: Sendable, Hashable, Comparable {
    /// Days since 2000-01-01; negative before it.
    public let daysSince2000: Int32

    /// Takes days since 2000-01-01.
    public init(daysSince2000: Int32) { self.daysSince2000 = daysSince2000 }

    /// Orders by time.
    public static func < (left: PostgresDate, right: PostgresDate) -> Bool {
        left.daysSince2000 < right.daysSince2000
    }
}
