import HearthCore
import Vitals

/// Five minutes of one patient and kind: what one rollup covers.
///
/// Five minutes divide every hour, every day and week of every zone, and most widths that people ask for.
struct RollupSpan: Hashable {
    /// The length, as PostgreSQL writes it.
    static let interval = "interval '5 minutes'"
    /// The last instant of a span that starts at the given expression: PostgreSQL counts microseconds.
    static func last(from start: String) -> String { "\(start) + interval '299999999 microseconds'" }
    /// The start of the span of an instant, as an expression of PostgreSQL.
    static func start(of instant: String) -> String {
        "date_bin(\(interval), \(instant), '2000-01-01 00:00:00+00')"
    }

    private static let milliseconds: Int64 = 300_000

    let patient: PatientID
    let kind: ReadingKind
    let start: Instant

    /// The span that an instant lies in; the spans count from 1970 as from 2000.
    init(of patient: PatientID, _ kind: ReadingKind, at instant: Instant) {
        let since1970 = instant.millisecondsSince1970
        let remainder = since1970 % RollupSpan.milliseconds
        let into = remainder < 0 ? remainder + RollupSpan.milliseconds : remainder
        self.init(patient: patient, kind: kind, start: Instant(millisecondsSince1970: since1970 - into))
    }

    init(patient: PatientID, kind: ReadingKind, start: Instant) {
        self.patient = patient
        self.kind = kind
        self.start = start
    }

    /// The first instant after it.
    var end: Instant { Instant(millisecondsSince1970: start.millisecondsSince1970 + RollupSpan.milliseconds) }
}
