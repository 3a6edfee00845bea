import Foundation
import HearthCore
import Postgres
import Testing
import Vitals

@testable import HearthStore

/// What a server keeps of the configuration when there is more of it than there is room for.
struct ConfigurationCacheTests {
    private let organization = OrganizationID.new()
    private let stamp = UUID()
    private let patients = (0..<150).map { _ in PatientID.new() }

    /// What one upload teaches: a device that a patient has, that patient's limits and the gateway's right.
    private func news(_ number: Int) -> KnownOrganization {
        let holder = KnownDevice.Holder(patient: patients[number], userIndex: nil, start: .infinity, end: .infinity)
        return KnownOrganization(
            stamp: stamp,
            devices: ["\(number)": KnownDevice(id: .new(), holders: [holder])],
            rules: [patients[number]: [:]],
            uploaders: [Uploader(gateway: .new(), credential: CredentialID(UUID())): .infinity]
        )
    }

    @Test("devices that do not all fit and upload in turn are mostly known, never more than there is room for")
    func inTurn() {
        let cache = ConfigurationCache(capacity: 300)
        var hits = 0
        for number in (0..<20).flatMap({ _ in patients.indices }) {
            if cache.known(of: organization)?.devices["\(number)"] != nil {
                hits += 1
            } else {
                cache.learn(news(number), of: organization)
            }
            #expect(cache.count <= 300)
        }
        // If each time all were forgotten, or what was used longest ago, hardly one would be known.
        #expect(hits > 20 * patients.count / 4)
    }

    @Test("where there is room nothing is forgotten")
    func room() {
        let cache = ConfigurationCache(capacity: 450)
        for number in patients.indices { cache.learn(news(number), of: organization) }
        #expect(cache.count == 450)
        cache.learn(news(0), of: organization)
        #expect((300...450).contains(cache.count))
    }

    @Test("who had a device that is known has his limits known as long, or he would seem to have none")
    func limits() {
        let cache = ConfigurationCache(capacity: 100)
        for number in patients.indices {
            cache.learn(news(number), of: organization)
            let known = cache.known(of: organization)
            let holders = known?.devices.values.flatMap(\.holders).map(\.patient) ?? []
            #expect(holders.allSatisfy { known?.rules[$0] != nil })
        }
    }

    @Test("many organisations share the room, and those of which nothing is left take none")
    func organizations() {
        let cache = ConfigurationCache(capacity: 30)
        let organizations = patients.indices.map { _ in OrganizationID.new() }
        for (number, organization) in organizations.enumerated() {
            cache.learn(news(number), of: organization)
            #expect((1...30).contains(cache.count))
        }
        let kept = organizations.compactMap(cache.known(of:))
        #expect(kept.reduce(0) { $0 + $1.count } == cache.count && kept.allSatisfy { $0.count > 0 })
    }

    @Test("what was forgotten for want of room is under the same stamp when it is learnt again, and goes with it")
    func stamps() {
        let cache = ConfigurationCache(capacity: 100)
        for number in patients.indices { cache.learn(news(number), of: organization) }
        cache.learn(
            KnownOrganization(stamp: UUID(), devices: ["new": KnownDevice(id: nil, holders: [])]),
            of: organization
        )
        #expect(cache.known(of: organization)?.devices.keys.elementsEqual(["new"]) == true && cache.count == 1)
        cache.forget(organization)
        #expect(cache.known(of: organization) == nil && cache.count == 0)
    }
}
