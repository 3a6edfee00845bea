import HearthCore
import Synchronization

/// What the process knows of its organisations' configuration.
///
/// Nothing relies on it being fresh: each transaction that uses it compares its stamp with the database's.
final class ConfigurationCache: Sendable {
    /// Devices, patients and uploaders in all that are kept, of 120 bytes each: 48 MB where there are as many, which is
    /// with some 150,000 devices.
    ///
    /// Beyond it a share is forgotten, and learnt again as it is needed.
    static let capacity = 400_000
    /// One thing in so many is forgotten where there is no room: seldom enough for the time that it takes.
    static let share = 4

    private struct State {
        var organizations: [OrganizationID: KnownOrganization] = [:]
        var count = 0
        /// Where the last look at what is to be forgotten ended: the next one goes on there.
        private var place = 0

        /// Forgets a share, whatever it is of.
        ///
        /// Gateways upload in turn, so that what was needed longest ago is what will be needed next: where not all of
        /// it fits, it is best left to chance, and the order in a hash table is as good as that.
        mutating func forgetShare() {
            count = 0
            for organization in Array(organizations.keys) {
                // Taken out, so that it is not copied.
                guard var known = organizations.removeValue(forKey: organization) else { continue }
                known.forgetOne(in: ConfigurationCache.share, place: &place)
                guard known.count > 0 else { continue }
                organizations[organization] = known
                count += known.count
            }
        }
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
            state.organizations[organization] = known
            state.count += known?.count ?? 0
            while state.count > capacity { state.forgetShare() }
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
