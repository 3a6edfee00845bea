import Alerting
import HearthCore
import Postgres
import Testing
import Vitals

@testable import HearthStore

/// What servers keep in memory of the configuration is never taken for true when it is not, heard of or not.
///
/// The stores of these tests hear no notifications at all: what they know is checked by each transaction.
@Suite(.timeLimit(.minutes(3)))
struct ConfigurationTests {
    @Test("a device that another process gives to somebody else is known to be the other's at once")
    func deviceMoves() async throws {
        try await Clinic.with { clinic in
            let (first, second) = (try await clinic.patient(), try await clinic.patient())
            let elsewhere = clinic.beside()
            let device = try await elsewhere.devices.register(
                identifier: "oximeter",
                model: nil,
                as: clinic.administrator
            )
            let assignment = try await clinic.assign(device, to: first)
            try await clinic.ingest(try Sample.saturation("97", at: Sample.daysAgo(3)))
            _ = try await elsewhere.devices.end(assignment.id, at: Sample.daysAgo(2), as: clinic.administrator)
            #expect(try await clinic.isQuarantined(try Sample.saturation("97", at: Sample.daysAgo(1))))
            try await clinic.assign(device, to: second, from: Sample.daysAgo(2))
            try await clinic.ingest(try Sample.saturation("96", at: Sample.daysAgo(1, minutes: 5)))
            #expect(try await clinic.readings(of: first).count == 1)
            #expect(try await clinic.readings(of: second).count == 1)
        }
    }

    @Test("a device that was unknown is known once another process has registered it")
    func deviceAppears() async throws {
        try await Clinic.with { clinic in
            #expect(try await clinic.isQuarantined(try Sample.saturation("97", at: Sample.daysAgo(3))))
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("97", at: Sample.daysAgo(2)))
            #expect(try await clinic.readings(of: patient).count == 1)
        }
    }

    @Test("limits that another process sets judge the next reading", arguments: [true, false])
    func limits(ofPatient: Bool) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("99", at: Sample.daysAgo(3)))
            #expect(try await clinic.openAlerts().isEmpty)
            _ = try await clinic.beside().limits.set(
                try MetricLimits(
                    metric: .oxygenSaturation,
                    alertLow: 90,
                    warningLow: 100,
                    warningHigh: nil,
                    alertHigh: nil
                ),
                nil,
                for: ofPatient ? .patient(patient.id) : .group(patient.limitsGroup),
                .oxygenSaturation,
                reason: "test",
                as: clinic.administrator
            )
            try await clinic.ingest(try Sample.saturation("99", at: Sample.daysAgo(2)))
            #expect(try await clinic.openAlerts().map(\.ruleVersion) == [ofPatient ? 1 : 2])
        }
    }

    @Test("a gateway that another process revokes stores nothing any more, whoever was let in before")
    func revoked() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("99", at: Sample.daysAgo(3)))
            guard case .gateway(let gateway) = clinic.gateway.subject else { return }
            _ = try await clinic.beside().gateways.revoke(gateway, as: clinic.administrator)
            await #expect(throws: CoreError.unauthenticated) {
                try await clinic.ingest(try Sample.saturation("99", at: Sample.daysAgo(2)))
            }
            #expect(try await clinic.readings(of: patient).count == 1)
        }
    }

    @Test("a token that has been replaced stores nothing once it has expired, its gateway's new one does")
    func replaced() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let made = try await clinic.ports.gateways.create(name: "Hall", as: clinic.administrator)
            let old = try await clinic.ports.gateways.enroll(code: made.code.text)
            let before = try await clinic.ports.authenticator.principal(for: old.token)
            _ = try await clinic.ports.ingest.ingest([try Sample.saturation("99", at: .yesterday(1))], as: before)
            let code = try await clinic.ports.gateways.renewCode(made.gateway.id, as: clinic.administrator)
            let new = try await clinic.beside().gateways.enroll(code: code.text)
            await #expect(throws: CoreError.unauthenticated) {
                try await clinic.ports.ingest.ingest([try Sample.saturation("99", at: .yesterday(2))], as: before)
            }
            let after = try await clinic.ports.authenticator.principal(for: new.token)
            _ = try await clinic.ports.ingest.ingest([try Sample.saturation("99", at: .yesterday(3))], as: after)
            #expect(try await clinic.readings(of: patient).count == 2)
        }
    }

    @Test("a revoked gateway's request does not keep the others of its group from being stored")
    func revokedNeighbour() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let made = try await clinic.ports.gateways.create(name: "Attic", as: clinic.administrator)
            _ = try await clinic.ports.gateways.revoke(made.gateway.id, as: clinic.administrator)
            let revoked = Principal(
                organization: clinic.gateway.organization,
                role: .gateway,
                subject: .gateway(made.gateway.id)
            )
            let refused = try Sample.saturation("91", at: .yesterday(0))
            let bad = Task { try await clinic.ports.ingest.ingest([refused], as: revoked) }
            async let good = clinic.ingestAtOnce(try (1..<10).map { [try Sample.saturation("97", at: .yesterday($0))] })
            await #expect(throws: CoreError.unauthenticated) { try await bad.value }
            let outcomes = try await good
            #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
            #expect(try await clinic.readings(of: patient).count == 9)
        }
    }

    @Test("a revocation waits for the transactions that rely on the gateway, and is over once it has returned")
    func revocationWaits() async throws {
        try await Clinic.with { clinic in
            guard case .gateway(let gateway) = clinic.gateway.subject else { return }
            let relying = try await clinic.connect(as: "hearth_service")
            try await relying.execute(
                """
                BEGIN;
                SELECT pg_advisory_xact_lock_shared(hearth.configuration_lock('\(clinic.gateway.organization)'));
                """
            )
            let revoking = Task { try await clinic.ports.gateways.revoke(gateway, as: clinic.administrator) }
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await clinic.count("SELECT count(revoked_at) FROM hearth.gateways") == 0)
            try await relying.execute("COMMIT")
            await relying.close()
            #expect(try await revoking.value.revokedAt != nil)
        }
    }
}

extension Instant {
    fileprivate static func yesterday(_ minute: Int) -> Instant { Sample.daysAgo(1, minutes: minute) }
}

extension Clinic {
    /// Submits one reading; true when it was put aside.
    fileprivate func isQuarantined(_ reading: IncomingReading) async throws -> Bool {
        guard case .quarantined? = try await ingest(reading).first else { return false }
        return true
    }
}
