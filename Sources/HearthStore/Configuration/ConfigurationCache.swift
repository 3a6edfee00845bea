import HearthCore
import Synchronization

/// What the process knows of its organisations' configuration.
///
/// Nothing relies on it being fresh: each transaction that uses it compares its stamp with the database's.
final class ConfigurationCache: Sendable {
    /// Devices, patients and uploaders in all that are kept: some 20 MB.
    ///
    /// Beyond it everything is forgotten and learnt again as it is needed.
    static let capacity = 40_000

    private struct State {
        var organizations: [OrganizationID: KnownOrganization] = [:]
        var count = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = ConfigurationCache.capacity) { self.capacity = capacity }

    /// How many things are kept.
    var count: Int { state.withLock { $0.count } }

    /// What is known of an organisation.
    func known(of organization: OrganizationID) -> KnownOrganization? {
        state.withLock { $0.organizations[organization] }
    }

    /// Keeps what the database has just said; it replaces what was known under another stamp.
    func learn(_ news: KnownOrganization, of organization: OrganizationID) {
        state.withLock { state in
            // Taken out, so that it is not copied.
            var known = state.organizations.removeValue(forKey: organization)
            state.count -= known?.count ?? 0
            if known?.stamp == news.stamp { known?.merge(news) } else { known = news }
            let merged = known ?? news
            if state.count + merged.count > capacity {
                state.organizations = [:]
                state.count = 0
            }
            guard merged.count <= capacity else { return }
            state.organizations[organization] = merged
            state.count += merged.count
        }
    }

    /// Forgets an organisation whose configuration has changed.
    func forget(_ organization: OrganizationID) {
        state.withLock { state in
            state.count -= state.organizations.removeValue(forKey: organization)?.count ?? 0
        }
    }

    /// Forgets everything.
    func forgetAll() { state.withLock { $0 = State() } }
}
