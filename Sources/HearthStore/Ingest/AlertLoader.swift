import Alerting
import HearthCore
import Postgres
import Vitals

/// Reads what judging new readings needs: the open alerts, and stored neighbours.
struct AlertLoader {
    /// The patients whose readings are judged, in no order; they are locked before this is read.
    private(set) var patients: Set<PatientID> = []
    /// The rules that hold for them.
    private let rules: [PatientID: [Metric: HeldRule]]
    /// The stored readings around each new one, for the rules that look at more than one reading.
    private var neighbours: [NeighbourQuery] = []

    /// Takes readings that may be new.
    init(_ readings: some Sequence<IncomingReading>, _ known: KnownOrganization) {
        rules = known.rules
        for reading in readings {
            // Time only matters for what is in the future, not for whose it is.
            guard let patient = known.attribution(of: reading, now: reading.effectiveAt).patient else { continue }
            add(reading, of: patient)
        }
    }

    init(_ reading: AdmittedReading, _ known: KnownOrganization) {
        rules = known.rules
        add(reading.item.reading, of: reading.patient)
    }

    private mutating func add(_ reading: IncomingReading, of patient: PatientID) {
        patients.insert(patient)
        guard let rules = rules[patient] else { return }
        for item in reading.measurement.values {
            guard let held = rules[item.metric] else { continue }
            let needed = LimitRule.windowNeeded(held.rule.policy)
            guard needed.before + needed.after > 0 else { continue }
            neighbours.append(
                NeighbourQuery(
                    patient: patient,
                    metric: item.metric,
                    at: reading.effectiveAt,
                    needed: needed,
                    absences: held.rule.limits.judgeableAbsences
                )
            )
        }
    }

    /// The statements that read it; see `board`.
    func statements(_ transaction: TenantTransaction) -> [PostgresStatement] {
        guard !patients.isEmpty else { return [] }
        let alerts = transaction.statement(
            AlertLoader.openAlerts,
            [.array(patients.map { .id($0) }, of: .uuid)]
        )
        return [alerts] + (neighbours.isEmpty ? [] : [NeighbourQuery.statement(neighbours, transaction)])
    }

    /// Readies a board of the answers to `statements`.
    func board(_ answers: some Collection<PostgresRows>) throws -> AlertBoard {
        let alerts = try answers.first.map(openAlerts) ?? [:]
        var neighbours: [AlertBoard.Key: [EvaluatedReading]] = [:]
        for row in answers.dropFirst().joined() {
            let key = AlertBoard.Key(patient: try row.decode("patient_id"), metric: try row.decodeRaw("metric"))
            neighbours[key, default: []].append(try NeighbourQuery.reading(row))
        }
        return AlertBoard(rules: rules, open: alerts, neighbours: neighbours)
    }

    private static let openAlerts = """
        SELECT id, patient_id, metric, side, priority, state, newest_reading_at, reason
        FROM hearth.alerts
        WHERE organization_id = $1 AND patient_id = ANY ($2) AND state <> 'cleared'
        """

    private func openAlerts(_ rows: PostgresRows) throws -> [AlertBoard.Key: AlertBoard.Standing] {
        var open: [AlertBoard.Key: AlertBoard.Standing] = [:]
        for row in rows {
            let key = AlertBoard.Key(patient: try row.decode("patient_id"), metric: try row.decodeRaw("metric"))
            guard let rule = rules[key.patient]?[key.metric] else { continue }
            let alert = OpenAlert(
                priority: try row.decodeRaw("priority"),
                side: try row.decodeRaw("side"),
                state: try row.decodeRaw("state"),
                newestReadingAt: try row.decode("newest_reading_at")
            )
            open[key] = AlertBoard.Standing(
                id: try row.decode("id"),
                key: key,
                alert: alert,
                rule: rule,
                reason: try row.decode("reason"),
                isNew: false
            )
        }
        return open
    }
}
