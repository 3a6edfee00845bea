import HearthCore

/// The statement that computes a trend: from rollups where they cover a part of one piece, from the readings elsewhere.
///
/// Its parameters are the organisation `$1`, the patient `$2`, the kind `$3`, the span `$4` to `$5`, the most pieces
/// `$6`, and the length of a piece or the zone whose calendar cuts, `$7`.
struct TrendStatement {
    let sql: String

    init(_ bucket: TrendQuery.Bucket, _ column: MetricColumn) {
        let cut = Cut(bucket)
        let hasRollups = DenseSeries.kinds.contains(column.kind)
        sql = """
            \(hasRollups ? TrendStatement.covered(cut) : "")
            SELECT \(cut.start) AS "start", \(cut.end) AS "end", min(minimum) AS minimum,
                round(sum(total) / sum(count), 4) AS mean, max(maximum) AS maximum, sum(count)::int8 AS count
            FROM (
                \(hasRollups ? "SELECT piece, minimum, maximum, total, count FROM covered WHERE count > 0 UNION ALL" : "")
                SELECT \(cut.piece(of: "effective_at")) AS piece, number AS minimum, number AS maximum, number AS total,
                    1 AS count
                FROM \(hasRollups ? "gaps CROSS JOIN LATERAL" : "") (
                    SELECT effective_at, \(column.name) AS number FROM hearth.readings
                    WHERE organization_id = $1 AND patient_id = $2 AND kind = $3
                        AND effective_at >= $4 AND effective_at < $5
                        \(hasRollups ? "AND effective_at >= gaps.opens AND effective_at < gaps.closes" : "")
                        AND \(column.name) IS NOT NULL AND superseded_at IS NULL
                    \(hasRollups ? "OFFSET 0" : "")
                ) AS uncovered
            ) AS parts
            GROUP BY piece ORDER BY piece LIMIT $6
            """
    }

    /// The rollups to take, and the spans between them.
    private static func covered(_ cut: Cut) -> String {
        """
        WITH covered AS (
            SELECT starts_at, \(cut.piece(of: "starts_at")) AS piece, minimum, maximum, total, count
            FROM hearth.reading_rollups
            WHERE organization_id = $1 AND patient_id = $2 AND kind = $3 AND starts_at >= $4
                AND starts_at <= $5 - \(RollupSpan.interval)
                AND \(cut.piece(of: "starts_at")) = \(cut.piece(of: RollupSpan.last(from: "starts_at")))
        ), gaps AS (
            SELECT opens, closes FROM (
                SELECT coalesce(lag(starts_at) OVER (ORDER BY starts_at) + \(RollupSpan.interval), $4) AS opens,
                    starts_at AS closes
                FROM (SELECT starts_at FROM covered UNION ALL SELECT $5) AS edges
            ) AS spans WHERE opens < closes
        )
        """
    }

    /// How time is cut into pieces, as expressions of PostgreSQL.
    ///
    /// Days and weeks are cut on the wall clock and then placed in time, so that a day of daylight saving has its 23 or
    /// 25 hours.
    private struct Cut {
        let start: String
        let end: String
        /// What stands before and after the instant in the expression of its piece.
        private let call: (before: String, after: String)

        init(_ bucket: TrendQuery.Bucket) {
            switch bucket {
            case .minutes:
                call = ("date_bin($7::text::interval, ", ", '2000-01-01 00:00:00+00')")
                (start, end) = ("piece", "piece + $7::text::interval")
            case .day, .week:
                let unit = bucket == .day ? "day" : "week"
                call = ("date_trunc('\(unit)', (", ") AT TIME ZONE $7::text)")
                (start, end) = ("piece AT TIME ZONE $7::text", "(piece + interval '1 \(unit)') AT TIME ZONE $7::text")
            }
        }

        /// The piece that an instant lies in.
        func piece(of instant: String) -> String { call.before + instant + call.after }
    }
}
