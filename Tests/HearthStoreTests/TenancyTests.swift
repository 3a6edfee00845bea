import Alerting
import HearthCore
import HearthStore
import Postgres
import Testing
import Vitals

/// Nothing crosses organisations, and the service can do no more than it must.
@Suite(.timeLimit(.minutes(3)))
struct TenancyTests {
    @Test("without the setting the service sees no row and can write none")
    func nothingWithoutTenant() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let doubtful = try Sample.saturation("97", from: "stranger")
            try await clinic.ingest(try Sample.saturation("80", isContinuous: true), doubtful)
            _ = try await clinic.ports.users.create(name: "Dr. Berg", role: .clinician, as: clinic.administrator)
            try await clinic.ports.watch.keep()
            try await clinic.report(devices: [GatewayReport.Device(identifier: "oximeter")])
            if case .gateway(let gateway) = clinic.gateway.subject {
                let order = PairingOrderDraft(gateway: gateway, device: "E8:07:01:02:03:04")
                _ = try await clinic.ports.pairings.order(order, as: clinic.administrator)
            }
            try await clinic.execute("UPDATE hearth.liveness SET alive_at = now() - interval '1 hour'")
            try await clinic.execute("UPDATE hearth.organizations SET created_at = now() - interval '1 day'")
            try await clinic.ports.watch.keep()
            let service = try await clinic.connect(as: "hearth_service")
            for table in try await TenancyTests.tables(clinic) where !table.hasPrefix("readings_") {
                #expect(try await clinic.count("SELECT count(*) FROM hearth.\(table)") > 0, "\(table) is empty")
                let rows = try await service.query("SELECT count(*) FROM hearth.\(table)")
                #expect(try rows[0].decode(0, as: Int.self) == 0, "\(table)")
            }
            await #expect(throws: PostgresError.self) {
                try await service.query(
                    "INSERT INTO hearth.organizations (id, name) VALUES (gen_random_uuid(), 'Intruder')"
                )
            }
            await service.close()
        }
    }

    @Test("an organisation reaches nothing of another, by no key that it may have learned")
    func nothingOfAnother() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("80"), try Sample.saturation("97", from: "stranger"))
            let alert = try #require(try await clinic.openAlerts().first)
            let neighbour = try await clinic.neighbour()
            let (ports, stranger) = (neighbour.ports, neighbour.administrator)
            await #expect(throws: CoreError.notFound(.patient)) {
                try await ports.patients.patient(patient.id, as: stranger)
            }
            await #expect(throws: CoreError.notFound(.patient)) {
                try await ports.readings.latest(of: patient.id, as: stranger)
            }
            await #expect(throws: CoreError.notFound(.alert)) {
                try await ports.alerts.resolve(alert.id, note: "Not mine", as: stranger)
            }
            let device = try await ports.devices.register(identifier: "oximeter", model: nil, as: stranger)
            await #expect(throws: CoreError.notFound(.patient)) { try await neighbour.assign(device, to: patient) }
            #expect(try await neighbour.openAlerts().isEmpty)
            #expect(try await neighbour.events().isEmpty)
        }
    }

    @Test("the same measurement from two organisations is two, each in its own")
    func identitiesAreTheTenants() async throws {
        try await Clinic.with { clinic in
            let neighbour = try await clinic.neighbour()
            let (mine, theirs) = (
                try await clinic.patient(with: "oximeter"), try await neighbour.patient(with: "oximeter")
            )
            let reading = try Sample.saturation("97")
            try await clinic.ingest(reading)
            try await neighbour.ingest(reading)
            #expect(try await clinic.readings(of: mine).count == 1)
            #expect(try await neighbour.readings(of: theirs).count == 1)
        }
    }

    @Test("a row for another organisation is refused inside a tenant's transaction")
    func writesStayInside() async throws {
        try await Clinic.with { clinic in
            let neighbour = try await clinic.neighbour()
            let service = try await clinic.connect(as: "hearth_service")
            let error = await #expect(throws: PostgresError.self) {
                try await service.transaction { connection in
                    let tenant = clinic.administrator.organization
                    let other = neighbour.administrator.organization
                    try await connection.query(
                        "SELECT set_config('hearth.organization_id', $1, true)",
                        [.text(tenant.description)]
                    )
                    try await connection.query(
                        """
                        INSERT INTO hearth.patients (organization_id, id, name, zone, limits_group)
                        VALUES ($1, gen_random_uuid(), 'Eve', 'UTC', 'standard')
                        """,
                        [.uuid(other.uuid)]
                    )
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
            await service.close()
        }
    }

    @Test("the service owns nothing, bypasses nothing, and may neither change nor remove what was recorded")
    func serviceIsMinimal() async throws {
        try await Clinic.with { clinic in
            let owned = try await clinic.count(
                "SELECT count(*) FROM pg_shdepend WHERE refobjid = 'hearth_service'::regrole AND deptype = 'o'"
            )
            #expect(owned == 0)
            let powers = try await clinic.count(
                """
                SELECT count(*) FROM pg_roles WHERE rolname IN ('hearth_service', 'hearth_owner')
                AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)
                """
            )
            #expect(powers == 0)
            let deletes = try await clinic.count(
                """
                SELECT count(*) FROM information_schema.role_table_grants
                WHERE grantee = 'hearth_service' AND privilege_type IN ('DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')
                """
            )
            #expect(deletes == 0)
            let changes = try await clinic.count(
                """
                SELECT count(*) FROM information_schema.column_privileges
                WHERE grantee = 'hearth_service' AND privilege_type = 'UPDATE'
                    AND (table_name LIKE 'readings%' OR table_name LIKE 'audit%'
                        OR table_name IN ('measurement_identities', 'limits', 'alert_events'))
                """
            )
            #expect(changes == 0)
        }
    }

    @Test("every table forces row-level security and leads its keys with the organisation")
    func tablesAreTenants() async throws {
        try await Clinic.with { clinic in
            let unforced = try await clinic.count(
                """
                SELECT count(*) FROM pg_class WHERE relnamespace = 'hearth'::regnamespace AND relkind IN ('r', 'p')
                AND NOT (relrowsecurity AND relforcerowsecurity)
                """
            )
            #expect(unforced == 0)
            let misled = try await clinic.count(
                """
                SELECT count(*) FROM pg_constraint c
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                WHERE c.connamespace = 'hearth'::regnamespace AND c.contype IN ('p', 'u', 'f', 'x')
                AND a.attname <> 'organization_id' AND c.conrelid <> 'hearth.organizations'::regclass
                """
            )
            #expect(misled == 0)
            #expect(try await TenancyTests.tables(clinic).count > 15)
        }
    }

    private static func tables(_ clinic: Clinic) async throws -> [String] {
        let connection = try await clinic.connect(as: "postgres")
        let rows = try await connection.query(
            """
            SELECT relname::text AS name FROM pg_class
            WHERE relnamespace = 'hearth'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1
            """
        )
        let names = try rows.map { try $0.decode("name", as: String.self) }
        await connection.close()
        return names
    }
}
