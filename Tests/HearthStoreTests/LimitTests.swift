import Alerting
import HearthCore
import HearthStore
import Testing
import Vitals

/// Limits are versions: the patient's own, else the group's.
@Suite(.timeLimit(.minutes(3)))
struct LimitTests {
    @Test("a new organisation starts with the defaults of every group as version 1", arguments: LimitGroup.allCases)
    func starts(_ group: LimitGroup) async throws {
        try await Clinic.with { clinic in
            let limits = try await clinic.ports.limits.limits(of: .group(group), as: clinic.administrator)
            #expect(limits.compactMap(\.limits) == LimitDefaults.limits(in: group))
            #expect(limits.allSatisfy { $0.version == 1 && $0.setBy == .localOperator })
        }
    }

    @Test("a patient's own limits replace the group's until they are taken away, and every version is kept")
    func versions() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let own = try MetricLimits(metric: .oxygenSaturation, alertLow: 80, warningLow: 85)
            let standard = try await LimitTests.effective(patient, clinic)
            let first = try await LimitTests.set(own, for: patient, "COPD", clinic)
            #expect(try await LimitTests.effective(patient, clinic) == first)
            #expect(first.version == 1 && first.reason == "COPD" && first.limits == own)
            try await clinic.ingest(try Sample.saturation("90", at: Sample.daysAgo(2)))
            #expect(try await clinic.openAlerts().isEmpty)
            let second = try await LimitTests.set(nil, for: patient, "Recovered", clinic)
            #expect(try await LimitTests.effective(patient, clinic) == standard)
            try await clinic.ingest(try Sample.saturation("90", at: Sample.daysAgo(1)))
            #expect(try await clinic.openAlerts().count == 1)
            let history = try await clinic.ports.limits.history(
                of: .patient(patient.id),
                .oxygenSaturation,
                page: PageRequest(),
                as: clinic.administrator
            )
            #expect(history.items == [second, first])
        }
    }

    @Test("versions that are set at once follow each other", arguments: [true, false])
    func concurrentVersions(ofGroup: Bool) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient()
            let scope: LimitScope = ofGroup ? .group(.standard) : .patient(patient.id)
            let limits = try MetricLimits(metric: .bodyWeight, warningHigh: 100)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...8 {
                    group.addTask {
                        _ = try await clinic.ports.limits.set(
                            limits,
                            nil,
                            for: scope,
                            .bodyWeight,
                            reason: "\(number)",
                            as: clinic.administrator
                        )
                    }
                }
                try await group.waitForAll()
            }
            let history = try await clinic.ports.limits.history(
                of: scope,
                .bodyWeight,
                page: PageRequest(),
                as: clinic.administrator
            )
            #expect(history.items.map(\.version) == Array((1...8).reversed()))
        }
    }

    private static func effective(_ patient: Patient, _ clinic: Clinic) async throws -> LimitVersion? {
        try await clinic.ports.limits.effectiveLimits(of: patient.id, as: clinic.administrator)
            .first { $0.metric == .oxygenSaturation }
    }

    private static func set(
        _ limits: MetricLimits?,
        for patient: Patient,
        _ reason: String,
        _ clinic: Clinic
    ) async throws -> LimitVersion {
        try await clinic.ports.limits.set(
            limits,
            nil,
            for: .patient(patient.id),
            .oxygenSaturation,
            reason: reason,
            as: clinic.administrator
        )
    }
}
