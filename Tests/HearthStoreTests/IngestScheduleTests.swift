import HearthCore
import Testing
import Vitals

@testable import HearthStore

/// Who is stored with whom, and what becomes of each.
struct IngestScheduleTests {
    typealias Schedule = IngestSchedule<Visitor>

    private static let tenants = (1...2).map { _ in OrganizationID.new() }

    @Test("an idle tenant's request starts at once, and what arrives meanwhile forms the next group in its order")
    func groups() {
        var schedule = Schedule(limits: IngestLimits())
        let visitors = (0..<4).map { Visitor($0, Self.tenants[0]) }
        Self.add(visitors[0], to: &schedule)
        let first = schedule.next()
        #expect(first.map(\.numbers) == [[0]])
        for visitor in visitors[1...] { Self.add(visitor, to: &schedule) }
        let none = schedule.next()
        #expect(none.isEmpty)
        Self.finish(first[0], nil, &schedule, nil)
        let next = schedule.next().map(\.numbers)
        #expect(next == [[1, 2, 3]])
    }

    @Test("tenants do not wait for each other")
    func tenantsApart() {
        var schedule = Schedule(limits: IngestLimits())
        for number in 0..<4 { Self.add(Visitor(number, Self.tenants[number % 2]), to: &schedule) }
        let next = schedule.next().map(\.numbers)
        #expect(Set(next) == [[0, 2], [1, 3]])
    }

    @Test("a group stays within its limits, and a request beyond them goes by itself")
    func bounds() {
        var limits = IngestLimits()
        (limits.groupRequests, limits.groupReadings) = (3, 10)
        var schedule = Schedule(limits: limits)
        for (number, readings) in [4, 6, 1, 1, 1, 1, 50, 2].enumerated() {
            Self.add(Visitor(number, Self.tenants[0], readings: readings), to: &schedule)
        }
        var groups: [[Int]] = []
        while let run = schedule.next().first {
            groups.append(run.numbers)
            _ = schedule.finished(run, nil)
        }
        #expect(groups == [[0, 1], [2, 3, 4], [5], [6], [7]])
    }

    @Test("beyond the limit requests are refused, and taken again once others are finished")
    func refuses() {
        var limits = IngestLimits()
        (limits.waitingRequests, limits.waitingReadings, limits.groupReadings) = (3, 10, 10)
        var schedule = Schedule(limits: limits)
        #expect(schedule.hasRoom)
        Self.add(Visitor(0, Self.tenants[0], readings: 9), to: &schedule)
        #expect(!schedule.hasRoom)
        Self.add(Visitor(1, Self.tenants[0], readings: 2), to: &schedule, isTaken: false)
        Self.add(Visitor(2, Self.tenants[0]), to: &schedule)
        let run = schedule.next()[0]
        _ = schedule.finished(run, nil)
        #expect(schedule.requests == 0 && schedule.readings == 0 && schedule.hasRoom)
        Self.add(Visitor(3, Self.tenants[0], readings: 1_000), to: &schedule)
        Self.add(Visitor(4, Self.tenants[0]), to: &schedule, isTaken: false)
    }

    @Test("of a failed group each is tried alone, and only the one at fault gets the error")
    func separates() {
        var schedule = Schedule(limits: IngestLimits())
        for number in 0..<3 { Self.add(Visitor(number, Self.tenants[0]), to: &schedule) }
        let fault = IngestFailure.own(.internal(code: "22003"))
        let group = schedule.next()[0]
        Self.finish(group, fault, &schedule, nil)
        var answers: [Int: CoreError?] = [:]
        var runs = schedule.next()
        while !runs.isEmpty {
            let run = runs.removeFirst()
            #expect(run.manner == .alone && run.entries.count == 1)
            answers[run.numbers[0]] = .some(schedule.finished(run, run.numbers == [1] ? fault : nil))
            runs += schedule.next()
        }
        #expect(answers == [0: nil, 1: .internal(code: "22003"), 2: nil])
        #expect(schedule.requests == 0)
    }

    @Test("a request whose reading the database refuses is searched by itself, once")
    func searches() {
        var schedule = Schedule(limits: IngestLimits())
        Self.add(Visitor(0, Self.tenants[0]), to: &schedule)
        let fault = IngestFailure.unstorable(code: "22003")
        let group = schedule.next()[0]
        Self.finish(group, fault, &schedule, nil)
        let alone = schedule.next()
        #expect(alone.map(\.manner) == [.alone])
        guard let run = alone.first else { return }
        Self.finish(run, fault, &schedule, .internal(code: "22003"))
        let none = schedule.next()
        #expect(none.isEmpty && schedule.requests == 0)
    }

    @Test("when the database is away everybody of the group is told so, and nobody is tried alone")
    func databaseAway() {
        var schedule = Schedule(limits: IngestLimits())
        for number in 0..<3 { Self.add(Visitor(number, Self.tenants[0]), to: &schedule) }
        let group = schedule.next()[0]
        Self.finish(group, .database, &schedule, .unavailable)
        let none = schedule.next()
        #expect(none.isEmpty && schedule.requests == 0)
    }

    @Test("who finds a lock waits by itself; its device's next ones wait behind it, all others go on")
    func waitsForLock() {
        var schedule = Schedule(limits: IngestLimits())
        Self.add(Visitor(0, Self.tenants[0], device: "locked"), to: &schedule)
        let group = schedule.next()[0]
        Self.finish(group, .locked, &schedule, nil)
        let patient = schedule.next()
        #expect(patient.map(\.manner) == [.patiently])
        Self.add(Visitor(1, Self.tenants[0], device: "locked"), to: &schedule)
        Self.add(Visitor(2, Self.tenants[0], device: "free"), to: &schedule)
        let next = schedule.next().map(\.numbers)
        #expect(next == [[2]])
        Self.finish(patient[0], nil, &schedule, nil)
        #expect(schedule.requests == 2)
    }

    @Test("whatever happens, each request is answered once or dropped unwanted, never in two runs, in bounded numbers")
    func everyRequestOnce() throws {
        var random = SeededRandom(seed: 20_261_121)
        for _ in 0..<300 { try Self.simulate(&random) }
    }

    private static func add(_ visitor: Visitor, to schedule: inout Schedule, isTaken: Bool = true) {
        let taken = schedule.add(visitor)
        #expect(taken == isTaken)
    }

    private static func finish(
        _ run: Schedule.Run,
        _ failure: IngestFailure?,
        _ schedule: inout Schedule,
        _ expected: CoreError?
    ) {
        let answer = schedule.finished(run, failure)
        #expect(answer == expected)
    }

    private static func simulate(_ random: inout SeededRandom) throws {
        var limits = IngestLimits()
        (limits.groupRequests, limits.groupReadings) = (5, 12)
        (limits.waitingRequests, limits.waitingReadings) = (30, 80)
        var schedule = Schedule(limits: limits)
        var running: [Schedule.Run] = []
        var taken: [Int: Visitor] = [:]
        var answered: Set<Int> = []
        for number in 0..<200 {
            if number < 150, Bool.random(using: &random) {
                let visitor = Visitor(
                    number,
                    tenants.randomElement(using: &random) ?? tenants[0],
                    readings: .random(in: 1...15, using: &random),
                    device: "device \(Int.random(in: 0..<6, using: &random))"
                )
                let hasRoom = schedule.hasRoom
                let isTaken = schedule.add(visitor)
                #expect(isTaken || !hasRoom || visitor.readingCount > limits.groupReadings)
                if isTaken { taken[number] = visitor }
            }
            if Int.random(in: 0..<10, using: &random) == 0 { taken.values.randomElement(using: &random)?.leave() }
            running += schedule.next()
            try check(running, limits)
            if !running.isEmpty, Bool.random(using: &random) {
                let run = running.remove(at: .random(in: running.indices, using: &random))
                finish(run, &schedule, &answered, &random)
            }
        }
        while !running.isEmpty {
            finish(running.removeFirst(), &schedule, &answered, &random)
            running += schedule.next()
        }
        let unanswered = taken.values.filter { !answered.contains($0.number) }
        #expect(unanswered.allSatisfy { !$0.isWanted }, "somebody who waits was forgotten")
        #expect(schedule.requests == 0 && schedule.readings == 0)
    }

    private static func check(_ running: [Schedule.Run], _ limits: IngestLimits) throws {
        let numbers = running.flatMap(\.numbers)
        try #require(numbers.count == Set(numbers).count, "one request is in two runs")
        for tenant in tenants {
            try #require(running.count { $0.organization == tenant && $0.manner == .grouped } <= 1)
        }
        try #require(running.count { $0.manner == .alone } <= limits.aloneAtOnce)
        try #require(running.count { $0.manner == .patiently } <= limits.patientAtOnce)
        for run in running { try #require(run.entries.allSatisfy { $0.organization == run.organization }) }
    }

    private static func finish(
        _ run: Schedule.Run,
        _ schedule: inout Schedule,
        _ answered: inout Set<Int>,
        _ random: inout SeededRandom
    ) {
        let failures: [IngestFailure?] = [
            nil, nil, .database, .locked, .own(.internal(code: "test")), .unstorable(code: "22003"),
        ]
        let failure = failures.randomElement(using: &random) ?? nil
        let answer = schedule.finished(run, failure)
        guard failure == nil || answer != nil else { return }
        for number in run.numbers {
            #expect(answered.insert(number).inserted, "request \(number) was answered twice")
        }
    }
}

extension IngestSchedule.Run where Entry == Visitor {
    fileprivate var numbers: [Int] { entries.map(\.number) }
}

/// A request as the schedule sees it.
final class Visitor: ScheduledIngest {
    let number: Int
    let organization: OrganizationID
    let readingCount: Int
    let devices: Set<String>
    private(set) var isWanted = true

    init(_ number: Int, _ organization: OrganizationID, readings: Int = 1, device: String? = nil) {
        self.number = number
        self.organization = organization
        readingCount = readings
        devices = [device ?? "device \(number)"]
    }

    func leave() { isWanted = false }
}
