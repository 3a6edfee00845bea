import Alerting
import HearthCore
import HearthStore
import Testing

/// Patients and what is refused about them.
@Suite(.timeLimit(.minutes(3)))
struct PatientTests {
    @Test("a zone must be the name of a place's zone", arguments: ["", "CET+1", "Mars/Base", "UTC+3", "../etc/passwd"])
    func zones(_ zone: String) async throws {
        try await Clinic.with { clinic in
            await #expect(throws: CoreError.self) { try await clinic.patient(zone: zone) }
            let patient = try await clinic.patient()
            await #expect(throws: CoreError.self) {
                try await clinic.ports.patients.update(
                    patient.id,
                    PatientChange(zone: zone),
                    as: clinic.administrator
                )
            }
        }
    }

    @Test("a change leaves the rest as it was")
    func changes() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient()
            let changed = try await clinic.ports.patients.update(
                patient.id,
                PatientChange(limitsGroup: .copd),
                as: clinic.administrator
            )
            #expect(changed.limitsGroup == .copd && changed.name == patient.name && changed.zone == patient.zone)
            #expect(try await clinic.ports.patients.patient(patient.id, as: clinic.administrator) == changed)
        }
    }

    @Test("a cursor that was never handed out is refused", arguments: ["", "x", "1_2", "🙂"])
    func cursors(_ text: String) async throws {
        try await Clinic.with { clinic in
            await #expect(throws: CoreError.self) {
                try await clinic.ports.patients.patients(
                    page: PageRequest(after: Cursor(text)),
                    as: clinic.administrator
                )
            }
        }
    }

    @Test("the database is ready once it has the schema")
    func ready() async throws {
        try await Clinic.with { clinic in
            try await clinic.ports.readiness.check()
            try await clinic.execute("DROP SCHEMA hearth CASCADE")
            await #expect(throws: CoreError.self) { try await clinic.ports.readiness.check() }
        }
    }
}
