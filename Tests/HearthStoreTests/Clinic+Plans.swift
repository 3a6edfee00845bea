import HearthCore
import Postgres
import PrivateCluster
import Vitals

@testable import HearthStore

/// What PostgreSQL says that it did.
struct ObservedPlan: CustomStringConvertible {
    let lines: [String]

    var description: String { lines.joined(separator: "\n") }

    var indexScans: Int { lines.count { $0.contains("Index Only Scan") } }

    /// Every table was answered for by an index, and no row of a table was looked at.
    var isIndexOnly: Bool {
        let others = lines.contains { line in
            ["Seq Scan", "Index Scan", "Bitmap"].contains { line.contains($0) }
        }
        let fetches = lines.filter { $0.contains("Heap Fetches") }
        return !others && !fetches.isEmpty && fetches.allSatisfy { $0.hasSuffix("Heap Fetches: 0") }
    }
}

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
        for table in ["readings", "reading_rollups"] {
            // The tests' cluster commits without waiting for its log, and vacuum believes what that says.
            try await execute("CHECKPOINT")
            try await execute("VACUUM (ANALYZE) hearth.\(table)")
        }
        return patient
    }

    /// Runs a statement of the store as the service does, and says how it was answered.
    func plan(of sql: String, _ parameters: [PostgresValue], _ choice: PlanChoice) async throws -> ObservedPlan {
        let connection = try await connect(as: "hearth_service")
        let rows = try await connection.transaction { connection in
            let transaction = TenantTransaction(organization: administrator.organization, connection: connection)
            let explained = transaction.statement("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) \(sql)", parameters)
            return try await transaction.pipeline([choice.statement, explained])[1]
        }
        let lines = try rows.map { try $0.decode(0, as: String.self) }
        await connection.close()
        return ObservedPlan(lines: lines)
    }
}
