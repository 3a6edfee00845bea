import HearthCore
import Synchronization

/// The gateways that have uploaded since the last look: noted in memory, and written a few times a minute.
///
/// An upload must not wait for it, and the silence that it disproves is minutes long. What a crash loses, the gateway's
/// next upload or report makes up for.
final class HeardGateways: Sendable {
    private let heard = Mutex<[OrganizationID: Set<GatewayID>]>([:])

    /// Notes that a gateway has uploaded.
    func note(_ gateway: GatewayID, of organization: OrganizationID) {
        heard.withLock { _ = $0[organization, default: []].insert(gateway) }
    }

    /// Gives back what was noted, once.
    func take() -> [OrganizationID: Set<GatewayID>] {
        heard.withLock { heard in
            defer { heard = [:] }
            return heard
        }
    }

    /// Notes again what could not be written.
    func putBack(_ gateways: Set<GatewayID>, of organization: OrganizationID) {
        heard.withLock { $0[organization, default: []].formUnion(gateways) }
    }
}
