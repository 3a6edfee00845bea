import Foundation
import HearthCore
import HearthStore
import Testing
import Vitals

/// What cannot be put on a patient is kept until a person decides.
@Suite(.timeLimit(.minutes(3)))
struct QuarantineTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let cause: QuarantineCause
        let make: @Sendable () throws -> IncomingReading
        var testDescription: String { cause.rawValue }
    }

    static let cases = [
        Case(cause: .unknownDevice) { try Sample.saturation("97", from: "stranger") },
        Case(cause: .unassignedDevice) { try Sample.saturation("97", from: "shelf") },
        Case(cause: .unknownUserIndex) { try Sample.saturation("97", userIndex: 3) },
        Case(cause: .unknownUserIndex) { try Sample.saturation("97") },
        Case(cause: .implausible) { try Sample.saturation("250", userIndex: 1) },
        Case(cause: .inTheFuture) { try Sample.saturation("97", at: Sample.daysAgo(-2), userIndex: 1) },
        Case(cause: .inTheFuture) {
            try Sample.saturation("97", at: try Sample.instant("9999-12-31T23:59:59.999Z"), userIndex: 1)
        },
        Case(cause: .deviceClockUnset) {
            try Sample.saturation("97", at: try Sample.instant("1970-01-01T00:10:00.000Z"), userIndex: 1)
        },
        Case(cause: .notOfAPatient) { try Sample.saturation("97", userIndex: 1, flags: ["demonstration"]) },
        Case(cause: .unknownUserIndex) { try Sample.saturation("97", userIndex: 1, flags: ["unknown-user"]) },
        Case(cause: .deviceClockUnset) { try Sample.saturation("97", userIndex: 1, flags: ["device-clock-not-set"]) },
        Case(cause: .deviceClockUnset) {
            try Sample.saturation("97", userIndex: 1, deviceTime: DeviceTimestamp("0000-00-00T10:00:00"))
        },
    ]

    @Test("is quarantined with its reason, and again under the same key when repeated", arguments: cases)
    func quarantines(_ example: Case) async throws {
        try await Clinic.with { clinic in
            try await QuarantineTests.share(clinic)
            let reading = try example.make()
            let outcomes = try await clinic.ingest(reading)
            let entry = try #require(try await QuarantineTests.pending(clinic).first)
            #expect(outcomes == [.quarantined(entry.id, example.cause)])
            #expect(entry.reading == reading)
            #expect(try await clinic.ingest(reading) == outcomes)
            #expect(try await clinic.count("SELECT count(*) FROM hearth.readings") == 0)
        }
    }

    @Test("its neighbours in the call are stored")
    func neighboursAreStored() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(
                try Sample.saturation("97", from: "stranger"),
                try Sample.saturation("96"),
                try Sample.saturation("250", at: Sample.daysAgo(2))
            )
            #expect(try await clinic.readings(of: patient).count == 1)
            #expect(try await QuarantineTests.pending(clinic).count == 2)
        }
    }

    @Test("once the device is registered and assigned, a release makes the reading and raises its alert")
    func releases() async throws {
        try await Clinic.with { clinic in
            let reading = try Sample.saturation("80")
            try await clinic.ingest(reading)
            let entry = try #require(try await QuarantineTests.pending(clinic).first)
            await #expect(throws: CoreError.conflict(.stillUnattributable)) {
                try await clinic.ports.quarantine.release(entry.id, to: nil, measuredAt: nil, as: clinic.administrator)
            }
            let patient = try await clinic.patient(with: "oximeter")
            let stored = try await clinic.ports.quarantine.release(
                entry.id,
                to: nil,
                measuredAt: nil,
                as: clinic.administrator
            )
            #expect(stored.patient == patient.id)
            #expect(try await clinic.openAlerts().map(\.readings) == [[stored.id]])
            #expect(try await clinic.ingest(reading) == [.duplicate(stored.id)])
            await #expect(throws: CoreError.conflict(.quarantineDecided)) {
                try await clinic.ports.quarantine.release(entry.id, to: nil, measuredAt: nil, as: clinic.administrator)
            }
            let decided = try await clinic.ports.quarantine.entry(entry.id, as: clinic.administrator)
            guard case .released(stored.id, .localOperator, _) = decided.state else {
                Issue.record("is \(decided.state)")
                return
            }
        }
    }

    @Test("of two releases at once, one makes the reading")
    func releasesOnce() async throws {
        try await Clinic.with { clinic in
            try await clinic.ingest(try Sample.saturation("97"))
            let entry = try #require(try await QuarantineTests.pending(clinic).first)
            let patient = try await clinic.patient(with: "oximeter")
            let released = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let reading = try? await clinic.ports.quarantine.release(
                            entry.id,
                            to: patient.id,
                            measuredAt: nil,
                            as: clinic.administrator
                        )
                        return reading != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(released == 1)
            #expect(try await clinic.readings(of: patient).count == 1)
        }
    }

    @Test("is not released to a patient when somebody else had the device")
    func refusesAnother() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let other = try await clinic.patient()
            try await clinic.ingest(try Sample.saturation("250"))
            let entry = try #require(try await QuarantineTests.pending(clinic).first)
            await #expect(throws: CoreError.conflict(.assignedToAnother)) {
                try await clinic.ports.quarantine.release(
                    entry.id,
                    to: other.id,
                    measuredAt: nil,
                    as: clinic.administrator
                )
            }
            #expect(try await clinic.readings(of: other).isEmpty)
        }
    }

    @Test("is not released while its time has not come")
    func refusesFuture() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("97", at: Sample.daysAgo(-40)))
            let entry = try #require(try await QuarantineTests.pending(clinic).first)
            await #expect(throws: CoreError.conflict(.stillInTheFuture)) {
                try await clinic.ports.quarantine.release(
                    entry.id,
                    to: patient.id,
                    measuredAt: nil,
                    as: clinic.administrator
                )
            }
        }
    }

    @Test("is discarded with a reason and stays out")
    func discards() async throws {
        try await Clinic.with { clinic in
            let reading = try Sample.saturation("97", from: "stranger")
            let outcome = try await clinic.ingest(reading)
            let entry = try #require(try await QuarantineTests.pending(clinic).first)
            await #expect(throws: CoreError.self) {
                try await clinic.ports.quarantine.discard(entry.id, reason: " ", as: clinic.administrator)
            }
            let discarded = try await clinic.ports.quarantine.discard(
                entry.id,
                reason: "Neighbour's device",
                as: clinic.administrator
            )
            guard case .discarded("Neighbour's device", .localOperator, _) = discarded.state else {
                Issue.record("is \(discarded.state)")
                return
            }
            #expect(try await QuarantineTests.pending(clinic).isEmpty)
            #expect(try await clinic.ingest(reading) == outcome)
        }
    }

    static func pending(_ clinic: Clinic) async throws -> [QuarantineEntry] {
        try await clinic.ports.quarantine.entries(
            QuarantineFilter(),
            page: PageRequest(),
            as: clinic.administrator
        ).items
    }

    /// An oximeter that two people share, and one on the shelf.
    private static func share(_ clinic: Clinic) async throws {
        let device = try await clinic.ports.devices.register(
            identifier: "oximeter",
            model: nil,
            as: clinic.administrator
        )
        for index in 0...1 { try await clinic.assign(device, index, to: try await clinic.patient()) }
        _ = try await clinic.ports.devices.register(identifier: "shelf", model: nil, as: clinic.administrator)
    }
}
