import Postgres

/// How PostgreSQL plans the reads of one transaction that must never depend on statistics.
///
/// Every question about readings is one for an index. A month that has just begun has no statistics yet, and a table
/// that looks small is read from end to end, so that plans which read tables are ruled out rather than weighed.
enum PlanChoice: String {
    /// A plan for the values at hand, made each time: it opens only the partitions of the asked months, and stays as
    /// it is when statistics or partitions change.
    case forTheseValues = "force_custom_plan"
    /// One plan for all values, made once for each connection: for questions that no month bounds, since planning over
    /// all partitions takes longer than the answer.
    case forAllValues = "force_generic_plan"

    /// The statement that makes the choice until the end of the transaction.
    var statement: PostgresStatement {
        PostgresStatement(
            """
            SELECT set_config('plan_cache_mode', $1, true), set_config('enable_seqscan', 'off', true),
                set_config('enable_bitmapscan', 'off', true)
            """,
            [.text(rawValue)]
        )
    }
}
