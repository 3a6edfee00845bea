import Alerting
import ExactJSON
import Foundation
import HearthCore
import Postgres

/// The patients.
struct PatientRepository: PatientDirectory {
    let database: Database

    private static let columns = "id, name, zone, limits_group, created_at"

    func patients(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Patient> {
        let after = try PageCursor.id(page.after, as: PatientID.self)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(PatientRepository.columns) FROM hearth.patients
                WHERE organization_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
                """,
                [.id(after), .limit(page)]
            )
            let patients = try rows.map(PatientRepository.patient)
            try await transaction.audit(.list, .patient, principal.organization, by: principal)
            return Page(patients, page) { Cursor($0.id.description) }
        }
    }

    func patient(_ id: PatientID, as principal: Principal) async throws(CoreError) -> Patient {
        try await database.transaction(of: principal.organization) { transaction in
            let patient = try await PatientRepository.find(id, transaction)
            try await transaction.audit(.read, .patient, id, by: principal)
            return patient
        }
    }

    func create(_ draft: PatientDraft, as principal: Principal) async throws(CoreError) -> Patient {
        let name = try FieldCheck.text(draft.name, "name", lengths: FieldCheck.nameLengths)
        try PatientRepository.check(zone: draft.zone)
        let id = PatientID.new()
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await PatientRepository.refusingUnknownZone {
                try await transaction.query(
                    """
                    INSERT INTO hearth.patients (organization_id, id, name, zone, limits_group, created_at)
                    VALUES ($1, $2, $3, $4, $5, (now() AT TIME ZONE $4) AT TIME ZONE $4)
                    RETURNING \(PatientRepository.columns)
                    """,
                    [.id(id), .text(name), .text(draft.zone), .text(draft.limitsGroup.rawValue)]
                )
            }
            let patient = try PatientRepository.patient(rows.only(or: .patient))
            try await transaction.audit(.create, .patient, id, PatientRepository.detail(patient), by: principal)
            return patient
        }
    }

    func update(
        _ id: PatientID,
        _ change: PatientChange,
        as principal: Principal
    ) async throws(CoreError) -> Patient {
        var name: String?
        if let new = change.name { name = try FieldCheck.text(new, "name", lengths: FieldCheck.nameLengths) }
        if let zone = change.zone { try PatientRepository.check(zone: zone) }
        let parameters: [PostgresValue] = [
            .id(id), .text(name), .text(change.zone), .text(change.limitsGroup?.rawValue),
        ]
        return try await database.transaction(of: principal.organization) { transaction in
            let before = try await PatientRepository.find(id, transaction, lock: "FOR NO KEY UPDATE")
            let rows = try await PatientRepository.refusingUnknownZone {
                try await transaction.query(
                    """
                    UPDATE hearth.patients SET name = coalesce($3, name), zone = coalesce($4, zone),
                        limits_group = coalesce($5, limits_group)
                    WHERE organization_id = $1 AND id = $2 AND now() AT TIME ZONE coalesce($4, zone) IS NOT NULL
                    RETURNING \(PatientRepository.columns)
                    """,
                    parameters
                )
            }
            let patient = try PatientRepository.patient(rows.only(or: .patient))
            let detail: JSONObject = [
                "before": .object(PatientRepository.detail(before)),
                "after": .object(PatientRepository.detail(patient)),
            ]
            try await transaction.audit(.update, .patient, id, detail, by: principal)
            return patient
        }
    }

    /// Reads a patient of the tenant.
    static func find(_ id: PatientID, _ transaction: TenantTransaction, lock: String = "") async throws -> Patient {
        let rows = try await transaction.query(
            "SELECT \(columns) FROM hearth.patients WHERE organization_id = $1 AND id = $2 \(lock)",
            [.id(id)]
        )
        return try patient(rows.only(or: .patient))
    }

    private static func patient(_ row: PostgresRow) throws -> Patient {
        Patient(
            id: try row.decode("id"),
            name: try row.decode("name"),
            zone: try row.decode("zone"),
            limitsGroup: try row.decodeRaw("limits_group"),
            createdAt: try row.decode("created_at")
        )
    }

    /// Names of people stay out of the log's entries of reading, and are in those of changing: they are the change.
    private static func detail(_ patient: Patient) -> JSONObject {
        [
            "name": .string(patient.name), "zone": .string(patient.zone),
            "limitsGroup": .string(patient.limitsGroup.rawValue),
        ]
    }

    /// A name of the IANA database, for a place or `UTC`: abbreviations and fixed offsets have no daylight saving.
    private static func check(zone: String) throws(CoreError) {
        guard zone == "UTC" || zone.contains("/"), zone.utf8.count <= 100, TimeZone(identifier: zone) != nil else {
            throw unknownZone
        }
    }

    /// PostgreSQL has a copy of the IANA database of its own: both must know the zone.
    private static func refusingUnknownZone(_ body: () async throws -> PostgresRows) async throws -> PostgresRows {
        do {
            return try await body()
        } catch let error as PostgresError where error.sqlState?.rawValue == "22023" {
            throw unknownZone
        }
    }

    private static let unknownZone = CoreError.invalid(field: "zone", message: "is not the name of an IANA time zone")
}
