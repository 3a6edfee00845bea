import HearthCore
import Postgres
import Synchronization
import Vitals

/// Sees to it that every reading finds the partition of its month.
final class Partitions: Sendable {
    /// Months that are made before they come: a service that is down for weeks comes back to a ready table.
    private static let monthsAhead: Int32 = 3

    private let database: Database
    /// The months that are known to be there, as `2026-11`.
    private let known = Mutex<Set<String>>([])

    init(database: Database) {
        self.database = database
    }

    /// Makes the partitions that readings of these instants need, unless they are too far ahead to be stored.
    ///
    /// It is a transaction of its own: it takes locks that one which has written already must not wait for.
    func ensure(for instants: [Instant]) async throws(CoreError) {
        let months = Set(instants.map { String($0.description.prefix("2026-11".utf8.count)) })
        let missing = months.subtracting(known.withLock { $0 })
        guard !missing.isEmpty else { return }
        _ = try await database.query(
            "SELECT hearth.ensure_readings_partition((month || '-01')::date) FROM unnest($1::text[]) AS month",
            [.array(missing.sorted().map { .text($0) }, of: .text)]
        )
        known.withLock { $0.formUnion(missing) }
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
