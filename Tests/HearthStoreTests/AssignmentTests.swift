import HearthCore
import HearthStore
import Testing
import Vitals

/// Who has a device when; the database refuses what cannot be.
@Suite(.timeLimit(.minutes(3)))
struct AssignmentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let first: Int?
        let second: Int?
        /// Days ago at which the first ends and the second starts.
        let handover: (end: Int?, start: Int)
        let overlaps: Bool
        var testDescription: String { "\(first as Int?, default: "all") then \(second as Int?, default: "all")" }
    }

    static let cases = [
        Case(first: nil, second: nil, handover: (nil, 5), overlaps: true),
        Case(first: nil, second: nil, handover: (5, 6), overlaps: true),
        Case(first: nil, second: nil, handover: (5, 5), overlaps: false),
        Case(first: nil, second: 1, handover: (nil, 5), overlaps: true),
        Case(first: 1, second: nil, handover: (nil, 5), overlaps: true),
        Case(first: 1, second: 1, handover: (nil, 5), overlaps: true),
        Case(first: 1, second: 2, handover: (nil, 5), overlaps: false),
        Case(first: 1, second: 1, handover: (5, 4), overlaps: false),
    ]

    @Test("a device is registered under one form of its address, in whichever case it is written")
    func canonicalAddress() async throws {
        try await Clinic.with { clinic in
            let devices = clinic.ports.devices
            let device = try await devices.register(
                identifier: "e8:07:01:02:ab:cd",
                model: nil,
                as: clinic.administrator
            )
            #expect(device.identifier == "E8:07:01:02:AB:CD")
            await #expect(throws: CoreError.conflict(.identifierTaken)) {
                try await devices.register(identifier: "E8:07:01:02:AB:cd", model: nil, as: clinic.administrator)
            }
        }
    }

    @Test("two assignments of a device conflict exactly when users and spans overlap", arguments: cases)
    func overlap(_ example: Case) async throws {
        try await Clinic.with { clinic in
            let device = try await clinic.ports.devices.register(
                identifier: "oximeter",
                model: nil,
                as: clinic.administrator
            )
            let (holder, successor) = (try await clinic.patient(), try await clinic.patient())
            try await clinic.assign(
                device,
                example.first,
                to: holder,
                until: example.handover.end.map { Sample.daysAgo($0) }
            )
            let second: Result<Assignment, CoreError>
            do throws(CoreError) {
                let draft = AssignmentDraft(
                    device: device.id,
                    userIndex: example.second,
                    patient: successor.id,
                    span: TimeSpan(start: Sample.daysAgo(example.handover.start))
                )
                second = .success(try await clinic.ports.devices.assign(draft, as: clinic.administrator))
            } catch {
                second = .failure(error)
            }
            switch second {
            case .success(let assignment):
                #expect(!example.overlaps)
                #expect(assignment.userIndex == example.second && assignment.span.end == nil)
            case .failure(let error): #expect(example.overlaps && error == .conflict(.assignmentOverlap))
            }
        }
    }

    @Test("of two overlapping assignments at once, one is refused")
    func race() async throws {
        try await Clinic.with { clinic in
            let device = try await clinic.ports.devices.register(
                identifier: "oximeter",
                model: nil,
                as: clinic.administrator
            )
            let patient = try await clinic.patient()
            let made = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask { (try? await clinic.assign(device, to: patient)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
        }
    }

    @Test("an assignment ends once, and not before readings that are on the patient")
    func ends() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let assignment = try #require(
                try await clinic.ports.devices.assignments(
                    AssignmentFilter(patient: patient.id),
                    page: PageRequest(),
                    as: clinic.administrator
                ).items.first
            )
            try await clinic.ingest(try Sample.saturation("97", at: Sample.daysAgo(3)))
            await #expect(throws: CoreError.conflict(.readingsAfterEnd)) {
                try await clinic.ports.devices.end(assignment.id, at: Sample.daysAgo(4), as: clinic.administrator)
            }
            let ended = try await clinic.ports.devices.end(
                assignment.id,
                at: Sample.daysAgo(2),
                as: clinic.administrator
            )
            #expect(ended.span.end == Sample.daysAgo(2))
            await #expect(throws: CoreError.conflict(.assignmentEnded)) {
                try await clinic.ports.devices.end(assignment.id, at: Sample.daysAgo(1), as: clinic.administrator)
            }
            try await clinic.ingest(try Sample.saturation("98", at: Sample.daysAgo(1)))
            #expect(try await clinic.readings(of: patient).count == 1)
        }
    }

    @Test("a device is registered once")
    func registersOnce() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.ports.devices.register(identifier: "cuff", model: "M1", as: clinic.administrator)
            await #expect(throws: CoreError.conflict(.identifierTaken)) {
                try await clinic.ports.devices.register(identifier: "cuff", model: nil, as: clinic.administrator)
            }
        }
    }
}
