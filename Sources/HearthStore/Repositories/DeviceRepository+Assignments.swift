import ExactJSON
import HearthCore
import Postgres
import Vitals

/// Who has a device when.
extension DeviceRepository {
    private static let columns = """
        id, device_id, patient_id, lower(user_indexes) AS user_index, lower(span) AS start, upper(span) AS "end"
        """
    /// Bluetooth profiles number users in one byte and keep 255 for an unknown one.
    private static let userIndexes = 0...254

    func assignments(
        _ filter: AssignmentFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<Assignment> {
        let after = try PageCursor.id(page.after, as: AssignmentID.self)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(DeviceRepository.columns) FROM hearth.assignments
                WHERE organization_id = $1 AND ($2::uuid IS NULL OR id > $2)
                    AND ($3::uuid IS NULL OR device_id = $3) AND ($4::uuid IS NULL OR patient_id = $4)
                ORDER BY id LIMIT $5
                """,
                [.id(after), .id(filter.device), .id(filter.patient), .limit(page)]
            )
            return Page(try rows.map(DeviceRepository.assignment), page) { Cursor($0.id.description) }
        }
    }

    func assign(_ draft: AssignmentDraft, as principal: Principal) async throws(CoreError) -> Assignment {
        if let index = draft.userIndex, !DeviceRepository.userIndexes.contains(index) {
            throw .invalid(field: "userIndex", message: "must be 0 to 254")
        }
        if let end = draft.span.end, end <= draft.span.start {
            throw .invalid(field: "end", message: "must be after the start")
        }
        let id = AssignmentID.new()
        return try await database.transaction(of: principal.organization) { transaction in
            try await DeviceRepository.check(draft, transaction)
            let row = try await DeviceRepository.insert(draft, id, transaction)
            let assignment = try DeviceRepository.assignment(row)
            try await transaction.audit(
                .assign,
                .assignment,
                id,
                DeviceRepository.detail(assignment),
                by: principal
            )
            return assignment
        }
    }

    func end(
        _ id: AssignmentID,
        at instant: Instant,
        as principal: Principal
    ) async throws(CoreError) -> Assignment {
        try await database.transaction(of: principal.organization) { transaction in
            let before = try await DeviceRepository.findLocked(id, transaction)
            guard before.span.end == nil else { throw CoreError.conflict(.assignmentEnded) }
            guard instant > before.span.start else {
                throw CoreError.invalid(field: "end", message: "must be after the start")
            }
            try await DeviceRepository.refuseReadings(of: before, from: instant, transaction)
            let rows = try await transaction.query(
                """
                UPDATE hearth.assignments SET span = tstzrange(lower(span), $3)
                WHERE organization_id = $1 AND id = $2 RETURNING \(DeviceRepository.columns)
                """,
                [.id(id), .instant(instant)]
            )
            let assignment = try DeviceRepository.assignment(rows.only(or: .assignment))
            try await transaction.audit(.end, .assignment, id, DeviceRepository.detail(assignment), by: principal)
            return assignment
        }
    }

    private static func check(_ draft: AssignmentDraft, _ transaction: TenantTransaction) async throws {
        _ = try await PatientRepository.find(draft.patient, transaction)
        let devices = try await transaction.query(
            "SELECT FROM hearth.devices WHERE organization_id = $1 AND id = $2",
            [.id(draft.device)]
        )
        _ = try devices.only(or: .device)
    }

    private static func insert(
        _ draft: AssignmentDraft,
        _ id: AssignmentID,
        _ transaction: TenantTransaction
    ) async throws -> PostgresRow {
        do {
            return try await transaction.query(
                """
                INSERT INTO hearth.assignments (organization_id, id, device_id, patient_id, user_indexes, span)
                VALUES ($1, $2, $3, $4, int4range($5, $5 + 1), tstzrange($6, $7))
                RETURNING \(columns)
                """,
                [
                    .id(id), .id(draft.device), .id(draft.patient), .optional(draft.userIndex) { .int4(Int32($0)) },
                    .instant(draft.span.start), .instant(draft.span.end),
                ]
            ).only(or: .assignment)
        } catch let error as PostgresError where error.sqlState == .exclusionViolation {
            throw CoreError.conflict(.assignmentOverlap)
        }
    }

    /// Locks the patient first, as whoever stores readings does, and then reads what is true from now on.
    private static func findLocked(_ id: AssignmentID, _ transaction: TenantTransaction) async throws -> Assignment {
        let lock = transaction.statement(
            """
            SELECT FROM hearth.patients WHERE organization_id = $1 AND id = (
                SELECT patient_id FROM hearth.assignments WHERE organization_id = $1 AND id = $2)
            FOR NO KEY UPDATE
            """,
            [.id(id)]
        )
        let find = transaction.statement(
            "SELECT \(columns) FROM hearth.assignments WHERE organization_id = $1 AND id = $2 FOR UPDATE",
            [.id(id)]
        )
        let answers = try await transaction.pipeline([lock, find])
        return try assignment(answers[1].only(or: .assignment))
    }

    private static func refuseReadings(
        of assignment: Assignment,
        from instant: Instant,
        _ transaction: TenantTransaction
    ) async throws {
        let rows = try await transaction.query(
            """
            SELECT FROM hearth.readings
            WHERE organization_id = $1 AND device_id = $2 AND patient_id = $3 AND effective_at >= $4
                AND ($5::int4 IS NULL OR user_index = $5) AND superseded_at IS NULL
            LIMIT 1
            """,
            [
                .id(assignment.device), .id(assignment.patient), .instant(instant),
                .optional(assignment.userIndex) { .int4(Int32($0)) },
            ]
        )
        guard rows.isEmpty else { throw CoreError.conflict(.readingsAfterEnd) }
    }

    private static func assignment(_ row: PostgresRow) throws -> Assignment {
        Assignment(
            id: try row.decode("id"),
            device: try row.decode("device_id"),
            userIndex: try row.decode("user_index"),
            patient: try row.decode("patient_id"),
            span: TimeSpan(start: try row.decode("start"), end: try row.decode("end"))
        )
    }

    private static func detail(_ assignment: Assignment) -> JSONObject {
        [
            "device": .string(assignment.device.description), "patient": .string(assignment.patient.description),
            "userIndex": assignment.userIndex.map { .number(JSONNumber($0)) } ?? .null,
            "start": .string(assignment.span.start.description),
            "end": assignment.span.end.map { .string($0.description) } ?? .null,
        ]
    }
}
