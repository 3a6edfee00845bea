import Foundation
import HearthCore
import Postgres
import Vitals

/// Asks the database for an organisation's configuration.
struct ConfigurationLoader {
    let transaction: TenantTransaction

    /// Waits until no change is under way and lets none happen before the transaction ends; then reads the stamp.
    ///
    /// Two statements: the second one's view of the tables must begin after the lock was granted. It answers with
    /// `stamp` and `now`. Whoever takes this lock has the patients' locks already: changes take theirs in that order.
    var hold: [PostgresStatement] {
        [
            transaction.statement("SELECT pg_advisory_xact_lock_shared(hearth.configuration_lock($1))"),
            stamp,
        ]
    }

    /// Reads the stamp as `stamp`, and the database's clock as `now`.
    var stamp: PostgresStatement {
        transaction.statement(
            "SELECT (SELECT stamp FROM hearth.configuration_stamps WHERE organization_id = $1) AS stamp, now() AS now"
        )
    }

    /// The statements that read what is needed; see `read`.
    func statements(_ needs: ConfigurationNeeds) -> [PostgresStatement] {
        let devices = PostgresValue.array(needs.devices.map { .text($0) }, of: .text)
        let patients = PostgresValue.array(needs.patients.map { .id($0) }, of: .uuid)
        let uploaders = Array(needs.uploaders)
        return [
            transaction.statement(ConfigurationLoader.devices, [devices]),
            transaction.statement(HeldRule.query(of: ConfigurationLoader.patients), [devices, patients]),
            transaction.statement(
                ConfigurationLoader.uploaders,
                [
                    .array(uploaders.map { .id($0.gateway) }, of: .uuid),
                    .array(uploaders.map { .id($0.credential) }, of: .uuid),
                ]
            ),
        ]
    }

    /// Reads the answers to `statements`.
    static func read(
        _ answers: some Collection<PostgresRows>,
        stamp: UUID?,
        _ needs: ConfigurationNeeds
    ) throws -> KnownOrganization {
        let answers = Array(answers)
        let devices = try known(answers[0], needs)
        let patients = needs.patients.union(devices.values.flatMap { $0.holders.map(\.patient) })
        return KnownOrganization(
            stamp: stamp,
            devices: devices,
            rules: try rules(answers[1], of: patients),
            uploaders: try uploaders(answers[2])
        )
    }

    private static let devices = """
        SELECT d.identifier, d.id, a.patient_id, lower(a.user_indexes) AS user_index, lower(a.span) AS "start",
            upper(a.span) AS "end"
        FROM hearth.devices d
        LEFT JOIN hearth.assignments a ON a.organization_id = d.organization_id AND a.device_id = d.id
        WHERE d.organization_id = $1 AND d.identifier = ANY ($2)
        """

    /// One list, since an OR of two would be tried on each patient of the organisation.
    private static let patients = """
        p.id IN (
            SELECT unnest($3)
            UNION ALL
            SELECT a.patient_id
            FROM hearth.devices d
            JOIN hearth.assignments a ON a.organization_id = d.organization_id AND a.device_id = d.id
            WHERE d.organization_id = $1 AND d.identifier = ANY ($2))
        """

    private static let uploaders = """
        SELECT n.gateway_id, n.credential_id, CASE
            WHEN g.id IS NULL OR g.revoked_at IS NOT NULL THEN '-infinity'
            WHEN n.credential_id IS NOT NULL AND c.id IS NULL THEN '-infinity'
            ELSE coalesce(c.expires_at, 'infinity') END AS "until"
        FROM unnest($2::uuid[], $3::uuid[]) AS n (gateway_id, credential_id)
        LEFT JOIN hearth.gateways g ON g.organization_id = $1 AND g.id = n.gateway_id
        LEFT JOIN hearth.credentials c ON c.organization_id = $1 AND c.id = n.credential_id AND c.gateway_id = g.id
        """

    /// What is not registered is known not to be.
    private static func known(_ rows: PostgresRows, _ needs: ConfigurationNeeds) throws -> [String: KnownDevice] {
        var ids: [String: DeviceID] = [:]
        var holders: [String: [KnownDevice.Holder]] = [:]
        for row in rows {
            let identifier = try row.decode("identifier", as: String.self)
            ids[identifier] = try row.decode("id")
            guard let patient = try row.decode("patient_id", as: PatientID?.self) else { continue }
            let holder = KnownDevice.Holder(
                patient: patient,
                userIndex: try row.decode("user_index"),
                start: try row.decode("start"),
                end: try row.decode("end", as: PostgresTimestamp?.self) ?? .infinity
            )
            holders[identifier, default: []].append(holder)
        }
        let known = needs.devices.map { ($0, KnownDevice(id: ids[$0], holders: holders[$0] ?? [])) }
        return Dictionary(uniqueKeysWithValues: known)
    }

    /// Patients with the same limits share them: most have those of their group.
    private static func rules(
        _ rows: PostgresRows,
        of patients: Set<PatientID>
    ) throws -> [PatientID: [Metric: HeldRule]] {
        var rules = Dictionary(uniqueKeysWithValues: patients.map { ($0, [Metric: HeldRule]()) })
        for row in rows {
            let patient = try row.decode("for_patient", as: PatientID.self)
            rules[patient, default: [:]][try row.decodeRaw("metric")] = try LimitColumns.rule(row)
        }
        var shared: [Set<UUID>: [Metric: HeldRule]] = [:]
        return rules.mapValues { own in
            let key = Set(own.values.map(\.limitsID))
            if let same = shared[key] { return same }
            shared[key] = own
            return own
        }
    }

    private static func uploaders(_ rows: PostgresRows) throws -> [Uploader: PostgresTimestamp] {
        var uploaders: [Uploader: PostgresTimestamp] = [:]
        for row in rows {
            let uploader = Uploader(gateway: try row.decode("gateway_id"), credential: try row.decode("credential_id"))
            uploaders[uploader] = try row.decode("until")
        }
        return uploaders
    }
}
