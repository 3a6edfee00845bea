import HearthCore
import Postgres
import Synchronization
import Vitals

/// Sees to it that every reading finds the partition of its month.
final class Partitions: Sendable {
    /// Months that are made before they come: a service that is down for weeks comes back to a ready table.
    private static let monthsAhead: Int32 = 3

    private let database: Database
    /// The days, counted from 1970, whose months are known to be there.
    private let known = Mutex<Set<Int64>>([])
    /// Days that are remembered: more than thirty years of them; a made-up time must not fill the memory.
    private static let knownDays = 12_000
    private static let millisecondsPerDay: Int64 = 86_400_000

    init(database: Database) {
        self.database = database
    }

    /// Makes the partitions that readings of these instants need, unless they are too far ahead to be stored.
    ///
    /// It is a transaction of its own: it takes locks that one which has written already must not wait for.
    func ensure(for instants: some Sequence<Instant>) async throws(CoreError) {
        let days = Set(instants.map { Partitions.day(of: $0) })
        let missing = known.withLock { days.subtracting($0) }
        guard !missing.isEmpty else { return }
        let dates = missing.sorted().map { day in
            PostgresValue.instant(Instant(millisecondsSince1970: day * Partitions.millisecondsPerDay))
        }
        _ = try await database.query(
            """
            SELECT hearth.ensure_readings_partition(month)
            FROM (
                SELECT DISTINCT date_trunc('month', day AT TIME ZONE 'UTC')::date AS month
                FROM unnest($1::timestamptz[]) AS day
            ) AS months
            """,
            [.array(dates, of: .timestamptz)]
        )
        known.withLock { known in
            if known.count > Partitions.knownDays { known = [] }
            known.formUnion(missing)
        }
    }

    private static func day(of instant: Instant) -> Int64 {
        let (day, rest) = instant.millisecondsSince1970.quotientAndRemainder(dividingBy: millisecondsPerDay)
        return rest < 0 ? day - 1 : day
    }

    /// Makes the partitions of the months to come.
    func makeAhead() async throws(CoreError) {
        _ = try await database.query(
            """
            SELECT hearth.ensure_readings_partition((current_date + make_interval(months => ahead))::date)
            FROM generate_series(0, $1::int4) AS ahead
            """,
            [.int4(Partitions.monthsAhead)]
        )
    }
}
