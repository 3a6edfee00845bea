import CLibPQ

/// Which statements a session has prepared; the least recently used one makes room for a new one.
struct StatementCache {
    struct Key: Hashable {
        let sql: String
        let types: [Oid]
    }

    enum Lookup: Equatable {
        /// The statement is prepared under this name.
        case prepared(name: String)
        /// It is to be prepared under this name, after the other one was deallocated.
        case absent(name: String, evicted: String?)
    }

    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0

    init(capacity: Int) { self.capacity = capacity }

    /// Finds the statement or gives it a name; a name is never used twice in a session.
    mutating func use(_ key: Key) -> Lookup {
        uses += 1
        if let entry = entries[key] {
            entries[key]?.lastUse = uses
            return .prepared(name: entry.name)
        }
        var evicted: String?
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
            evicted = oldest.value.name
        }
        let name = "hearth_\(uses)"
        entries[key] = Entry(name: name, lastUse: uses)
        return .absent(name: name, evicted: evicted)
    }

    /// Forgets a statement that could not be prepared or is no longer valid.
    mutating func forget(_ key: Key) { entries[key] = nil }
}
