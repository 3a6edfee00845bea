import HearthCore
import Testing
import Vitals

@testable import HearthStore

/// What a group stores, and which outcome is whose.
struct IngestGroupTests {
    @Test("a group answers as if its requests had been stored one after the other")
    func sameAsOneByOne() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<200 {
            let requests = try Self.requests(&random)
            let group = try #require(IngestGroup(requests))
            var table: [MeasurementIdentity: IngestOutcome] = [:]
            for item in group.items where Int.random(in: 0..<3, using: &random) == 0 {
                table[item.reading.identity] = .duplicate(.new())
            }
            let stored = Self.store(group.items, before: table)
            let answers = try #require(group.outcomes(stored))
            var expected: [[IngestOutcome]] = []
            for request in requests {
                expected.append(request.readings.map { Self.storeNext($0, group.items, &table) })
            }
            #expect(answers == expected)
        }
    }

    @Test("each identity is stored once, as it arrived, for the gateway that came first")
    func eachOnce() throws {
        var random = SeededRandom(seed: 4)
        let requests = try Self.requests(&random)
        let items = try #require(IngestGroup(requests)).items
        var seen = Set<MeasurementIdentity>()
        let arrived = requests.flatMap(\.readings).map(\.identity).filter { seen.insert($0).inserted }
        #expect(items.map(\.reading.identity) == arrived)
        for item in items {
            let first = requests.first { $0.readings.contains { $0.identity == item.reading.identity } }
            #expect(item.gateway == first?.uploader.gateway)
        }
    }

    @Test("identities are claimed in the order of their index, day by day")
    func claimOrder() throws {
        var random = SeededRandom(seed: 5)
        let group = try #require(IngestGroup(try Self.requests(&random)))
        let keys = group.claims.map { "\($0.day.daysSince1970) \($0.identity)" }
        #expect(keys == Array(Set(keys)).sorted())
        #expect(Set(group.claims.map(\.day)).count == 2)
        #expect(keys.count == group.items.count)
    }

    @Test("an outcome that is missing is noticed")
    func missing() throws {
        let request = IngestRequest(
            organization: .new(),
            uploader: Uploader(gateway: .new(), credential: nil),
            readings: [try Sample.saturation("97")]
        )
        #expect(try #require(IngestGroup([request])).outcomes([:]) == nil)
    }

    /// Requests of few different measurements, so that many are there twice.
    private static func requests(_ random: inout SeededRandom) throws -> [IngestRequest] {
        let organization = OrganizationID.new()
        let readings = try (0..<8).map { try Sample.saturation("97", at: Sample.daysAgo($0 % 2, minutes: $0)) }
        return (0..<Int.random(in: 1...6, using: &random)).map { _ in
            let picked = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                readings[.random(in: readings.indices, using: &random)]
            }
            let uploader = Uploader(gateway: .new(), credential: nil)
            return IngestRequest(organization: organization, uploader: uploader, readings: picked)
        }
    }

    /// What the database makes of the items: what it has is a duplicate.
    private static func store(
        _ items: [IngestItem],
        before table: [MeasurementIdentity: IngestOutcome]
    ) -> [MeasurementIdentity: IngestOutcome] {
        var outcomes = table
        for item in items where table[item.reading.identity] == nil {
            outcomes[item.reading.identity] = .created(item.id)
        }
        return outcomes
    }

    private static func storeNext(
        _ reading: IncomingReading,
        _ items: [IngestItem],
        _ table: inout [MeasurementIdentity: IngestOutcome]
    ) -> IngestOutcome {
        if let known = table[reading.identity] { return known }
        guard let id = items.first(where: { $0.reading.identity == reading.identity })?.id else {
            return .duplicate(.new())
        }
        table[reading.identity] = .duplicate(id)
        return .created(id)
    }
}
