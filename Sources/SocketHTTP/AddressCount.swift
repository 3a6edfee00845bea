import Synchronization

/// The open connections of each client address, for all loops of a server.
final class AddressCount: Sendable {
    private let limit: Int
    private let uncounted: Set<String>
    private let counts = Mutex<[AddressPrefix: Int]>([:])

    init(limit: Int, uncounted: Set<String>) {
        self.limit = limit
        self.uncounted = uncounted
    }

    /// How a connection is accounted for.
    enum Admission: Equatable {
        case uncounted
        case counted(AddressPrefix)
        case refused
    }

    /// Counts a connection, unless its address has its share; whoever gets `counted` gives it back.
    func admit(_ host: String) -> Admission {
        if uncounted.contains(host) { return .uncounted }
        let prefix = AddressPrefix(host)
        return counts.withLock { counts in
            let count = counts[prefix, default: 0]
            guard count < limit else { return .refused }
            counts[prefix] = count + 1
            return .counted(prefix)
        }
    }

    func giveBack(_ admission: Admission) {
        guard case .counted(let prefix) = admission else { return }
        counts.withLock { counts in
            guard let count = counts[prefix] else { return }
            counts[prefix] = count > 1 ? count - 1 : nil
        }
    }
}
