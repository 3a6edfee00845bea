import Alerting
import HearthCore
import Logging
import Postgres
import Testing
import Vitals

@testable import HearthStore

/// Requests that are committed together, against a real server: what one of them meets is not its neighbours' affair.
@Suite(.timeLimit(.minutes(3)))
struct GroupCommitTests {
    @Test("requests that arrive together are committed in few transactions, each with its own outcomes")
    func together() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let readings = try (0..<40).map { try Sample.saturation("97", at: Sample.daysAgo(1, minutes: $0)) }
            let before = try await clinic.commits()
            let outcomes = try await clinic.ingestAtOnce(readings.map { [$0] })
            let transactions = try await clinic.commits() - before
            let created = outcomes.compactMap { outcome -> ReadingID? in
                if case .success(let list) = outcome, case .created(let id)? = list.first { id } else { nil }
            }
            let stored = try await clinic.readings(of: patient)
            #expect(Set(created) == Set(stored.map(\.id)) && created.count == readings.count)
            for (id, reading) in zip(created, readings) {
                #expect(stored.first { $0.id == id }?.effectiveAt == reading.effectiveAt)
            }
            #expect(transactions < readings.count / 2, "\(transactions) transactions for 40 requests")
        }
    }

    @Test("of two requests in one group with the same measurement one creates it and the other is a duplicate of it")
    func sameMeasurement() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let reading = try Sample.saturation("97")
            let requests = [clinic.request([reading]), clinic.request([reading, reading])]
            let answers = try await clinic.store.store(requests, lockWait: .seconds(1))
            let stored = try #require(try await clinic.readings(of: patient).first)
            #expect(answers == [[.created(stored.id)], [.duplicate(stored.id), .duplicate(stored.id)]])
            #expect(try await clinic.readings(of: patient).count == 1)
        }
    }

    @Test("a request whose patient is locked waits by itself, its neighbours are stored meanwhile")
    func lockedPatient() async throws {
        try await Clinic.with { clinic in
            let locked = try await clinic.patient(with: "locked")
            let free = try await clinic.patient(with: "free")
            let holder = try await clinic.holdLock(of: locked)
            let stuck = Task { try await clinic.ingest(try Sample.saturation("95", from: "locked")) }
            let requests = try (0..<20).map { [try Sample.saturation("97", from: "free", at: .minute($0))] }
            let outcomes = try await clinic.ingestAtOnce(requests)
            #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
            #expect(try await clinic.readings(of: free).count == requests.count)
            #expect(try await clinic.readings(of: locked).isEmpty)
            try await holder.execute("ROLLBACK")
            await holder.close()
            guard case .created? = try await stuck.value.first else {
                Issue.record("the request that waited was not stored")
                return
            }
            #expect(try await clinic.readings(of: locked).count == 1)
        }
    }

    @Test("readings that the database does not take are refused, all others are stored", arguments: Poison.allCases)
    func poison(_ poison: Poison) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.execute(poison.preparation)
            var requests = try (0..<12).map { [try Sample.saturation("97", at: .minute($0))] }
            requests[5] = try (100..<140).map { try Sample.saturation("97", at: .minute($0)) }
            for index in [7, 8, 39] { poison.spoil(&requests[5][index]) }
            poison.spoil(&requests[9][0])
            let outcomes = try await clinic.ingestAtOnce(requests)
            var stored = 0
            for (request, outcome) in outcomes.enumerated() {
                for (index, outcome) in try outcome.get().enumerated() {
                    let isSpoilt = request == 9 || request == 5 && [7, 8, 39].contains(index)
                    #expect((outcome == .refused) == isSpoilt, "reading \(index) of request \(request): \(outcome)")
                    if case .created = outcome { stored += 1 }
                }
            }
            #expect(stored == 11 + 40 - 4)
            #expect(try await clinic.readings(of: patient).count == stored)
            #expect(try await clinic.count("SELECT count(*) FROM hearth.measurement_identities") == stored)
        }
    }

    @Test("a failure that says nothing about a reading fails the request, and nothing of it is refused")
    func failureOfOthers() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.execute(
                """
                CREATE FUNCTION hearth.fail() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'no partition' USING ERRCODE = 'check_violation'; END $$;
                CREATE TRIGGER fail BEFORE INSERT ON hearth.measurement_identities
                    FOR EACH ROW EXECUTE FUNCTION hearth.fail();
                """
            )
            await #expect(throws: CoreError.internal(code: "23514")) {
                try await clinic.ingest(try Sample.saturation("97"), try Sample.saturation("98", at: .minute(1)))
            }
            #expect(try await clinic.readings(of: patient).isEmpty)
        }
    }

    @Test("what is looked for too long is answered as a failure, which makes gateways send less")
    func boundedSearch() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            try await clinic.execute(Poison.check.preparation)
            var readings = try (0..<8).map { try Sample.saturation("97", at: .minute($0)) }
            Poison.check.spoil(&readings[3])
            let store = IsolatingStore(store: clinic.store, limit: .zero, logger: Logger(label: "test"))
            await #expect(throws: IngestFailure.unstorable(code: "23514")) {
                try await store.store([clinic.request(readings)], lockWait: .seconds(1))
            }
        }
    }

    /// What the database does not take.
    enum Poison: String, CaseIterable {
        /// A value that a constraint forbids, known only when it is stored.
        case check
        /// A text with a NUL, which PostgreSQL does not have.
        case null

        var preparation: String {
            "ALTER TABLE hearth.readings ADD CONSTRAINT poison CHECK (raw <> '\\x706f69736f6e'::bytea)"
        }

        func spoil(_ reading: inout IncomingReading) {
            switch self {
            case .check: reading.raw = Array("poison".utf8)
            case .null: reading.flags = ["a\0"]
            }
        }
    }

    @Test("a client that goes away while its request is stored leaves all of it or nothing")
    func clientGone() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let holder = try await clinic.holdLock(of: patient)
            let readings = try (0..<30).map { try Sample.saturation("97", at: .minute($0)) }
            let client = Task { try await clinic.ports.ingest.ingest(readings, as: clinic.gateway) }
            try await Task.sleep(for: .milliseconds(100))
            client.cancel()
            await #expect(throws: CoreError.unavailable) { try await client.value }
            try await holder.execute("ROLLBACK")
            await holder.close()
            _ = try await clinic.ports.ingest.ingest([try Sample.saturation("99", at: .minute(99))], as: clinic.gateway)
            let count = try await clinic.readings(of: patient).count
            #expect([1, readings.count + 1].contains(count), "\(count) readings")
        }
    }

    @Test("readings of one patient that arrive together are judged in the order in which they were measured")
    func order() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let falling = try (0..<10).map { [try Sample.saturation("\(89 - $0)", at: .minute($0))] }
            _ = try await clinic.ingestAtOnce(falling)
            #expect(try await clinic.openAlerts().count == 1)
            let events = try await clinic.events()
            #expect(events.map(\.sequence) == events.indices.map { Int64($0 + 1) })
            #expect(events.first?.change == .raised)
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.readings.count == falling.count)
        }
    }
}

extension Instant {
    /// A minute of yesterday.
    fileprivate static func minute(_ minute: Int) -> Instant { Sample.daysAgo(1, minutes: minute) }
}
