import Foundation

/// Which processes descend from another, as `/proc` tells.
struct ProcessTree {
    /// A process; its start time tells it from a later one with the same number.
    struct Entry: Hashable, Sendable {
        var identifier: pid_t
        var startTime: String
        var name: String
    }

    private var entries: [pid_t: Entry] = [:]
    private var parents: [pid_t: pid_t] = [:]

    /// Takes a picture of all processes that are not zombies.
    init() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for identifier in names.compactMap({ pid_t($0) }) {
            // pid (name) state parent …: the name may hold blanks and parentheses, so it is cut off from its end.
            guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
                let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
            else { continue }
            let fields = text[text.index(after: close)...].split(separator: " ")
            guard fields.count > 19, fields[0] != "Z", let parent = pid_t(fields[1]) else { continue }
            let name = String(text[text.index(after: open)..<close])
            entries[identifier] = Entry(identifier: identifier, startTime: String(fields[19]), name: name)
            parents[identifier] = parent
        }
    }

    /// Everything below a process.
    func descendants(of ancestor: pid_t) -> Set<Entry> {
        var found: Set<Entry> = []
        var generation = [ancestor]
        while !generation.isEmpty {
            generation = parents.filter { generation.contains($0.value) }.map(\.key)
            found.formUnion(generation.compactMap { entries[$0] })
        }
        return found
    }

    /// True when the process still runs.
    func contains(_ entry: Entry) -> Bool { entries[entry.identifier] == entry }
}
