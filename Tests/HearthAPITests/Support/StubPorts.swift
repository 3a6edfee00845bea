import HearthCore
import Synchronization

/// Ports that answer with samples and remember that they were asked: tests of the wire need no database.
final class StubPorts: Sendable {
    /// Whether measurements would be taken.
    let hasRoom: Bool
    private let asked = Mutex<[String]>([])

    init(hasRoom: Bool = true) { self.hasRoom = hasRoom }

    /// The names of the functions that were asked, in order; tokens are looked up without being counted.
    var calls: [String] { asked.withLock { $0 } }

    func note(_ function: StaticString = #function) {
        asked.withLock { $0.append("\(function)".prefix { $0 != "(" }.description) }
    }

    /// Everything that the routes need.
    var ports: Ports {
        Ports(
            authenticator: self,
            organizations: self,
            patients: self,
            users: self,
            gateways: self,
            reports: self,
            pairings: self,
            watch: self,
            devices: self,
            ingest: self,
            readings: self,
            bytes: self,
            limits: self,
            alerts: self,
            events: self,
            quarantine: self,
            outbox: self,
            audit: self,
            readiness: self
        )
    }
}

extension StubPorts: Authenticator {
    func principal(for token: BearerToken) async throws(CoreError) -> Principal {
        guard let role = Role(rawValue: token.text) else { throw .unauthenticated }
        return Sample.principal(role)
    }
}

extension StubPorts: EquipmentWatch {
    func keep() async throws(CoreError) -> Bool { false }
}

extension StubPorts: Readiness {
    func check() async throws(CoreError) {}
}

extension StubPorts: AuditTrail {
    func verify(as principal: Principal) async throws(CoreError) -> AuditVerification { .intact(entries: 0) }
}

extension StubPorts: NotificationOutbox {
    func organizationsWithWork() async throws(CoreError) -> [OrganizationID] { [] }
    func claim(limit: Int, as principal: Principal) async throws(CoreError) -> [AlertNotification] { [] }
    func delivered(_ ids: [Int64], as principal: Principal) async throws(CoreError) {}
    func wakeUps() async -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}

extension StubPorts: OrganizationDirectory {
    func create(name: String) async throws(CoreError) -> Organization { throw .internal(code: "not-asked") }
    func organization(as principal: Principal) async throws(CoreError) -> Organization {
        throw .internal(code: "not-asked")
    }
}
