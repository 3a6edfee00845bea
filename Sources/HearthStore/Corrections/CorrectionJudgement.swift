import Alerting
import Foundation
import HearthCore
import Postgres
import Vitals

/// Judges the next version of a reading by the rules of each of its metrics; decisions are those of `LimitRule`.
struct CorrectionJudgement {
    private let newest: StoredReading
    private let transaction: TenantTransaction
    private let corrections: [(metric: Metric, rule: HeldRule, reading: CorrectedReading)]

    /// Takes the newest version of a reading, before the next one is stored.
    init(
        _ newest: StoredReading,
        _ next: NextVersion,
        _ rules: [Metric: HeldRule],
        _ transaction: TenantTransaction
    ) {
        self.newest = newest
        self.transaction = transaction
        func version(_ value: MeasuredValue?, at instant: Instant, _ status: ReadingStatus) -> EvaluatedReading? {
            guard let value, status.counts else { return nil }
            return EvaluatedReading(id: newest.id.uuid, effectiveAt: instant, value: value)
        }
        corrections = newest.measurement.kind.metrics.compactMap { metric in
            guard let rule = rules[metric] else { return nil }
            let reading = CorrectedReading(
                before: version(newest.measurement[metric], at: newest.effectiveAt, newest.status),
                after: version(next.measurement[metric], at: next.effectiveAt, next.status)
            )
            return (metric, rule, reading)
        }
    }

    /// What changes of alerts, in order.
    func transitions() async throws -> [AlertTransition] {
        guard !corrections.isEmpty else { return [] }
        let answers = try await transaction.pipeline([alerts] + neighbours)
        let found = try answers[0].map(FoundAlert.init)
        let courses = try await courses(found)
        let around = try answers.dropFirst().joined().map { row in
            (metric: try row.decodeRaw("metric", as: Metric.self), reading: try NeighbourQuery.reading(row))
        }
        return corrections.compactMap { metric, rule, reading in
            let neighbours = around.filter { $0.metric == metric && $0.reading.id != newest.id.uuid }
                .map(\.reading).sorted(by: AlertBoard.isBefore)
            let course = courses[metric]
            let evaluation = rule.rule.reconsider(reading, neighbours: neighbours, course: course?.course)
            return transition(evaluation, metric, rule, course?.id, neighbours + (course?.course.others ?? []), reading)
        }
    }

    private func transition(
        _ evaluation: Evaluation,
        _ metric: Metric,
        _ rule: HeldRule,
        _ alert: AlertID?,
        _ others: [EvaluatedReading],
        _ reading: CorrectedReading
    ) -> AlertTransition? {
        guard let change = evaluation.change, let open = evaluation.alert else { return nil }
        let isNew = change == .raised
        let standing = AlertBoard.Standing(
            id: isNew ? .new() : alert ?? .new(),
            key: AlertBoard.Key(patient: newest.patient, metric: metric),
            alert: open,
            rule: rule,
            reason: evaluation.reason.description,
            isNew: isNew
        )
        let known = Dictionary((others + [reading.after].compactMap(\.self)).map { ($0.id, $0) }) { first, _ in first }
        let firing = evaluation.firing.compactMap { known[$0] }
        return AlertTransition(row: AlertRow(standing), change: change, firing: firing)
    }

    /// The open alerts of the metrics, or else those that the reading had cleared.
    private var alerts: PostgresStatement {
        transaction.statement(
            """
            SELECT DISTINCT ON (a.metric) a.id, a.metric, a.side, a.priority, a.state, a.newest_reading_at,
                (SELECT min(r.effective_at) FROM hearth.alert_readings r
                WHERE r.organization_id = $1 AND r.alert_id = a.id) AS starts_at,
                EXISTS (SELECT FROM hearth.alert_readings r
                WHERE r.organization_id = $1 AND r.alert_id = a.id AND r.reading_id = $4) AS is_firing
            FROM hearth.alerts a
            WHERE a.organization_id = $1 AND a.patient_id = $2 AND a.metric = ANY ($3)
                AND (a.state <> 'cleared' OR (a.newest_reading_at = $5 AND a.resolved_at IS NULL))
            ORDER BY a.metric, a.state = 'cleared', a.updated_at DESC, a.id DESC
            """,
            [
                .id(newest.patient), .array(corrections.map { .text($0.metric.rawValue) }, of: .text),
                .id(newest.id), .instant(newest.effectiveAt),
            ]
        )
    }

    /// One more on each side than the rules need, as the reading itself may be among them.
    private var neighbours: [PostgresStatement] {
        let queries = corrections.compactMap { metric, held, reading -> NeighbourQuery? in
            let needed = LimitRule.windowNeeded(held.rule.policy)
            guard let place = reading.after ?? reading.before, needed.before + needed.after > 0 else { return nil }
            return NeighbourQuery(
                patient: newest.patient,
                metric: metric,
                at: place.effectiveAt,
                needed: NeighboursNeeded(before: needed.before + 1, after: needed.after + 1),
                absences: held.rule.limits.judgeableAbsences
            )
        }
        return queries.isEmpty ? [] : [NeighbourQuery.statement(queries, transaction)]
    }

    private func courses(_ alerts: [FoundAlert]) async throws -> [Metric: (id: AlertID, course: AlertCourse)] {
        let statements = alerts.map { alert in
            let rule = corrections.first { $0.metric == alert.metric }?.rule.rule
            return alert.others(besides: newest, absences: rule?.limits.judgeableAbsences ?? [], transaction)
        }
        guard !statements.isEmpty else { return [:] }
        let answers = try await transaction.pipeline(statements)
        var courses: [Metric: (id: AlertID, course: AlertCourse)] = [:]
        for (alert, rows) in zip(alerts, answers) {
            courses[alert.metric] = (alert.id, try alert.course(rows))
        }
        return courses
    }
}
