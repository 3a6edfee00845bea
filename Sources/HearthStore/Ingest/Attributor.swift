import HearthCore
import Postgres
import Vitals

/// Finds out whose device it was, and locks those patients.
struct Attributor {
    let transaction: TenantTransaction

    /// Locks every patient who had one of the devices around then, in the order of their keys, so that two transactions
    /// never wait for each other; then looks, so that what it finds stays true until the commit.
    func statements(for readings: [IncomingReading]) -> [PostgresStatement] {
        let identifiers = readings.map { PostgresValue.text($0.deviceIdentifier) }
        let instants = readings.map(\.effectiveAt)
        guard let first = instants.min(), let last = instants.max() else { return [] }
        return [
            transaction.statement(
                Attributor.lock,
                [.array(identifiers, of: .text), .instant(first), .instant(last)]
            ),
            transaction.statement(
                Attributor.look,
                [
                    .array(identifiers, of: .text),
                    .array(readings.map { .optional($0.userIndex) { .int4(Int32($0)) } }, of: .int4),
                    .array(instants.map { .instant($0) }, of: .timestamptz),
                ]
            ),
        ]
    }

    /// Reads the answers to `statements`; in the order of the readings.
    ///
    /// Somebody may have assigned a device between the lock and the look: then it is locked and looked again.
    func attributions(
        of readings: [IncomingReading],
        _ answers: ArraySlice<PostgresRows>
    ) async throws -> [Attribution] {
        var answers = answers
        while let locks = answers.first, let looks = answers.last {
            let locked = Set(try locks.map { try $0.decode("id", as: PatientID.self) })
            let attributions = try looks.map(Attributor.attribution)
            if attributions.allSatisfy({ $0.patient.map(locked.contains) ?? true }) { return attributions }
            answers = try await transaction.pipeline(statements(for: readings))[...]
        }
        return []
    }

    private static let lock = """
        SELECT id FROM hearth.patients
        WHERE organization_id = $1 AND id IN (
            SELECT a.patient_id
            FROM hearth.devices d
            JOIN hearth.assignments a ON a.organization_id = d.organization_id AND a.device_id = d.id
            WHERE d.organization_id = $1 AND d.identifier = ANY ($2) AND a.span && tstzrange($3, $4, '[]'))
        ORDER BY id
        FOR NO KEY UPDATE
        """

    /// At most one assignment fits each measurement: the exclusion constraint sees to it.
    private static let look = """
        SELECT d.id AS device_id, a.patient_id, now() AS now, EXISTS (
            SELECT FROM hearth.assignments o
            WHERE o.organization_id = $1 AND o.device_id = d.id AND o.span @> new.effective_at) AS is_assigned
        FROM unnest($2::text[], $3::int4[], $4::timestamptz[])
            WITH ORDINALITY AS new (identifier, user_index, effective_at, place)
        LEFT JOIN hearth.devices d ON d.organization_id = $1 AND d.identifier = new.identifier
        LEFT JOIN hearth.assignments a ON a.organization_id = $1 AND a.device_id = d.id
            AND a.span @> new.effective_at AND (a.user_indexes = '(,)' OR a.user_indexes @> new.user_index)
        ORDER BY new.place
        """

    private static func attribution(_ row: PostgresRow) throws -> Attribution {
        Attribution(
            device: try row.decode("device_id"),
            patient: try row.decode("patient_id"),
            isAssigned: try row.decode("is_assigned"),
            now: try row.decode("now")
        )
    }
}
