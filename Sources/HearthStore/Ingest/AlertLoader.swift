import Alerting
import HearthCore
import Postgres
import Vitals

/// Reads what judging new readings needs: the open alerts, and stored neighbours.
struct AlertLoader {
    /// Readings that may be new, of patients who are locked before this is read.
    let readings: [(patient: PatientID, reading: IncomingReading)]
    /// The rules that hold for those patients.
    let rules: [PatientID: [Metric: HeldRule]]

    init(_ readings: [IncomingReading], _ known: KnownOrganization) {
        self.readings = readings.compactMap { reading in
            known.attribution(of: reading, now: reading.effectiveAt).patient.map { ($0, reading) }
        }
        rules = known.rules
    }

    init(_ reading: AdmittedReading, _ known: KnownOrganization) {
        readings = [(reading.patient, reading.item.reading)]
        rules = known.rules
    }

    /// The statements that read it; see `board`.
    func statements(_ transaction: TenantTransaction) -> [PostgresStatement] {
        let patients = Set(readings.map(\.patient))
        guard !patients.isEmpty else { return [] }
        let alerts = transaction.statement(
            AlertLoader.openAlerts,
            [.array(patients.map { .id($0) }, of: .uuid)]
        )
        return [alerts] + neighbours(transaction)
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

    /// One statement for the stored readings around each new one, for the rules that look at more than one reading;
    /// none where no rule does.
    private func neighbours(_ transaction: TenantTransaction) -> [PostgresStatement] {
        var wanted: [NeighbourQuery] = []
        for (patient, reading) in readings {
            for item in reading.measurement.values {
                guard let held = rules[patient]?[item.metric] else { continue }
                let needed = LimitRule.windowNeeded(held.rule.policy)
                guard needed.before + needed.after > 0 else { continue }
                wanted.append(
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
        return wanted.isEmpty ? [] : [NeighbourQuery.statement(wanted, transaction)]
    }
}
