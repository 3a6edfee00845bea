import HearthCore
import Postgres
import PrivateCluster
import Vitals

@testable import HearthStore

extension Clinic {
    /// A patient among others with three months of readings, an hour of them at one a second, after a vacuum.
    func history() async throws -> Patient {
        let patient = try await patient(with: "oximeter")
        for _ in 0..<4 { _ = try await self.patient() }
        try await execute(
            """
            SET session_replication_role = replica;
            SELECT hearth.ensure_readings_partition((current_date - make_interval(months => m))::date)
            FROM generate_series(0, 4) AS m;
            INSERT INTO hearth.readings (
                organization_id, id, patient_id, kind, effective_at, value, systolic, diastolic, received_at,
                correction_reason, correction_offset_seconds, flags, characteristic, raw, device_id, gateway_id)
            SELECT p.organization_id, gen_random_uuid(), p.id, kind, at, CASE WHEN kind <> 'blood-pressure' THEN 90 END,
                CASE WHEN kind = 'blood-pressure' THEN 120 END, CASE WHEN kind = 'blood-pressure' THEN 80 END,
                at, 'none', 0, '{}', 0, '', p.id, p.id
            FROM hearth.patients p,
                unnest('{heart-rate,oxygen-saturation,blood-pressure}'::text[]) AS kind,
                generate_series(current_date - 100, current_date - 1, interval '2 hours') AS at;
            """
        )
        let start = Sample.daysAgo(7)
        for minute in stride(from: Int64(0), to: 60, by: 10) {
            let stream = try (Int64(0)..<600).map { second in
                try Sample.saturation("97", at: start.adding(seconds: minute * 60 + second), isContinuous: true)
            }
            _ = try await ports.ingest.ingest(stream, as: gateway)
        }
        try await vacuum()
        return patient
    }

    /// Gives a patient a month of a stream of one reading a second, of which the rollups alone are there.
    func addMonthOfRollups(to patient: Patient, until end: Instant) async throws {
        try await execute(
            """
            INSERT INTO hearth.reading_rollups (
                organization_id, patient_id, kind, starts_at, minimum, maximum, total, count)
            SELECT organization_id, id, 'oxygen-saturation', at, 95, 99, 29100, 300
            FROM hearth.patients, generate_series(
                timestamptz '\(end)' - interval '30 days', timestamptz '\(end)' - interval '5 minutes',
                interval '5 minutes') AS at
            WHERE id = '\(patient.id)'
            """
        )
        try await vacuum()
    }

    func vacuum() async throws {
        for table in ["readings", "reading_rollups"] {
            // The tests' cluster commits without waiting for its log, and vacuum believes what that says.
            try await execute("CHECKPOINT")
            try await execute("VACUUM (ANALYZE) hearth.\(table)")
        }
    }

    /// Prepares a statement of the store and runs it as the service does, and says how it was answered.
    ///
    /// - Parameters:
    ///   - sql: The statement.
    ///   - parameters: The type and the text of each parameter behind the organisation.
    ///   - choice: Whether the plan is made for these values.
    /// - Returns: The plan, and what came of it.
    /// - Throws: What the database says.
    func plan(
        of sql: String,
        _ parameters: [(type: String, text: String)],
        _ choice: PlanChoice
    ) async throws -> ObservedPlan {
        let connection = try await connect(as: "hearth_service")
        let all = [(type: "uuid", text: administrator.organization.description)] + parameters
        let types = all.map(\.type).joined(separator: ", ")
        let values = all.map { "'\($0.text)'" }.joined(separator: ", ")
        let rows = try await connection.transaction { connection in
            let transaction = TenantTransaction(organization: administrator.organization, connection: connection)
            return try await transaction.pipeline([
                choice.statement, PostgresStatement("PREPARE question (\(types)) AS \(sql)"),
                PostgresStatement("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) EXECUTE question (\(values))"),
            ])[2]
        }
        let lines = try rows.map { try $0.decode(0, as: String.self) }
        await connection.close()
        return ObservedPlan(lines: lines)
    }
}
