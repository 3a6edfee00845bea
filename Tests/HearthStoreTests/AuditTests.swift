import HearthCore
import HearthStore
import Testing
import Vitals

/// The audit log's chain shows every change that was made to it.
@Suite(.timeLimit(.minutes(3)))
struct AuditTests {
    @Test("what people do and look at is recorded in an intact chain, at the same moment too")
    func intact() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let change = PatientChange(zone: "Europe/Paris")
            _ = try await clinic.ports.patients.update(patient.id, change, as: clinic.administrator)
            let before = try await clinic.count("SELECT max(sequence) FROM hearth.audit")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<10 { group.addTask { _ = try await clinic.readings(of: patient) } }
                try await group.waitForAll()
            }
            let verified = try await clinic.ports.audit.verify(as: clinic.administrator)
            #expect(verified == .intact(entries: Int64(before + 10)))
            let zones = try await clinic.count(
                """
                SELECT count(*) FROM hearth.audit WHERE action = 'update' AND subject_kind = 'patient'
                AND detail #>> '{before,zone}' = 'Europe/Berlin' AND detail #>> '{after,zone}' = 'Europe/Paris'
                """
            )
            #expect(zones == 1)
        }
    }

    @Test("chains of more entries than are read at once verify too")
    func long() async throws {
        try await Clinic.with { clinic in
            try await clinic.execute(
                """
                SELECT set_config('hearth.organization_id', '\(clinic.administrator.organization)', false);
                SELECT hearth.append_audit('local-operator', NULL, 'read', 'patient', n::text, '{"ä": 1.50}')
                FROM generate_series(1, 2500) AS n;
                """
            )
            guard case .intact(let entries) = try await clinic.ports.audit.verify(as: clinic.administrator) else {
                Issue.record("is broken")
                return
            }
            #expect(entries > 2_500)
        }
    }

    @Test(
        "a change, a removal, an insertion and a cut end show",
        arguments: [
            "UPDATE hearth.audit SET subject_id = 'x' WHERE sequence = 3",
            "UPDATE hearth.audit SET detail = '{\"name\": \"x\"}' WHERE sequence = 3",
            "UPDATE hearth.audit SET at = at + interval '1 microsecond' WHERE sequence = 3",
            "UPDATE hearth.audit SET actor_id = gen_random_uuid() WHERE sequence = 3",
            "UPDATE hearth.audit SET hash = sha256('x') WHERE sequence = 3",
            "DELETE FROM hearth.audit WHERE sequence = 3",
            "DELETE FROM hearth.audit WHERE sequence >= 3",
            "UPDATE hearth.audit SET sequence = sequence + 1000 WHERE sequence = 3",
        ]
    )
    func tampering(_ sql: String) async throws {
        try await Clinic.with { clinic in
            for _ in 0..<5 { _ = try await clinic.patient() }
            try await clinic.execute(sql)
            let verified = try await clinic.ports.audit.verify(as: clinic.administrator)
            #expect(verified == .broken(sequence: 3))
        }
    }

    @Test("a head that was moved back shows")
    func cutHead() async throws {
        try await Clinic.with { clinic in
            for _ in 0..<5 { _ = try await clinic.patient() }
            try await clinic.execute("UPDATE hearth.audit_heads SET sequence = sequence - 1")
            guard case .broken = try await clinic.ports.audit.verify(as: clinic.administrator) else {
                Issue.record("is intact")
                return
            }
        }
    }
}
