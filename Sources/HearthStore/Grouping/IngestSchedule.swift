import HearthCore

/// Who is stored with whom, and when: the requests of one event loop.
///
/// Of each tenant one group is under way at most, so that what arrives meanwhile forms the next one; an idle tenant's
/// request starts at once. When a group fails, its requests are tried each on its own, and one that finds something
/// locked then waits for that by itself: what names the same devices waits behind it, everybody else goes on.
struct IngestSchedule<Entry: ScheduledIngest> {
    /// How a run is stored.
    enum Manner {
        /// In one transaction.
        case grouped
        /// By itself, as one of a group that failed.
        case alone
        /// By itself, waiting for a lock as long as its client waits.
        case patiently
    }

    /// What is stored in one transaction.
    struct Run {
        let manner: Manner
        let organization: OrganizationID
        let entries: [Entry]
    }

    private struct Device: Hashable {
        let organization: OrganizationID
        let identifier: String
    }

    private let limits: IngestLimits
    private var waiting: [OrganizationID: [Entry]] = [:]
    private var grouping: Set<OrganizationID> = []
    private var alone: [Entry] = []
    private var aloneRunning = 0
    /// Those that have found something locked.
    private var locked: [Entry] = []
    /// Those whose device is being waited for by another one.
    private var held: [Entry] = []
    private var patientRunning = 0
    private var blocked: Set<Device> = []
    /// Requests that were taken and are not finished.
    private(set) var requests = 0
    /// Their readings.
    private(set) var readings = 0

    init(limits: IngestLimits) { self.limits = limits }

    /// There is room for a request of as many readings as a group has.
    var hasRoom: Bool {
        requests == 0
            || requests < limits.waitingRequests && readings + limits.groupReadings <= limits.waitingReadings
    }

    /// Takes a request; false when there are too many already.
    mutating func add(_ entry: Entry) -> Bool {
        guard requests < limits.waitingRequests,
            requests == 0 || readings + entry.readingCount <= limits.waitingReadings
        else { return false }
        requests += 1
        readings += entry.readingCount
        place(entry)
        return true
    }

    /// What is to be started now.
    mutating func next() -> [Run] {
        dropUnwanted()
        return nextGroups() + nextAlone() + nextPatient()
    }

    /// Takes note of the end of a run.
    ///
    /// - Parameters:
    ///   - run: What has ended.
    ///   - failure: Why nothing was stored, or nil.
    /// - Returns: What its requests are to be answered with; nil when they have been or will be tried again.
    mutating func finished(_ run: Run, _ failure: IngestFailure?) -> CoreError? {
        switch run.manner {
        case .grouped: grouping.remove(run.organization)
        case .alone: aloneRunning -= 1
        case .patiently:
            patientRunning -= 1
            release(run.entries)
        }
        let isSearched = failure?.isOfOneReading == true && run.manner == .grouped
        if failure?.isOfOne == true, run.entries.count > 1 || isSearched {
            alone += run.entries
        } else if failure == .locked, run.manner != .patiently {
            locked += run.entries
        } else {
            forget(run.entries)
            return failure?.answer
        }
        return nil
    }

    /// Forgets those for whose outcome nobody waits any more and who have not been started.
    mutating func dropUnwanted() {
        for (organization, entries) in waiting where !entries.allSatisfy(\.isWanted) {
            forget(entries.filter { !$0.isWanted })
            let wanted = entries.filter(\.isWanted)
            waiting[organization] = wanted.isEmpty ? nil : wanted
        }
        alone = wanted(of: alone)
        locked = wanted(of: locked)
        held = wanted(of: held)
    }

    /// Forgets those of a queue for whose outcome nobody waits any more; answers the others.
    private mutating func wanted(of queue: [Entry]) -> [Entry] {
        guard !queue.allSatisfy(\.isWanted) else { return queue }
        forget(queue.filter { !$0.isWanted })
        return queue.filter(\.isWanted)
    }

    private mutating func nextGroups() -> [Run] {
        var runs: [Run] = []
        for (organization, entries) in waiting where !grouping.contains(organization) {
            let group = Array(entries.prefix(groupCount(entries)))
            let rest = Array(entries.dropFirst(group.count))
            waiting[organization] = rest.isEmpty ? nil : rest
            grouping.insert(organization)
            runs.append(Run(manner: .grouped, organization: organization, entries: group))
        }
        return runs
    }

    /// How many of those who wait fit in one group: the first one always does.
    private func groupCount(_ entries: [Entry]) -> Int {
        var readings = 0
        let fitting = entries.prefix(limits.groupRequests).prefix { entry in
            readings += entry.readingCount
            return readings <= limits.groupReadings
        }
        return max(1, fitting.count)
    }

    private mutating func nextAlone() -> [Run] {
        var runs: [Run] = []
        while aloneRunning < limits.aloneAtOnce, !alone.isEmpty {
            let entry = alone.removeFirst()
            guard !isBlocked(entry) else {
                held.append(entry)
                continue
            }
            aloneRunning += 1
            runs.append(Run(manner: .alone, organization: entry.organization, entries: [entry]))
        }
        return runs
    }

    private mutating func nextPatient() -> [Run] {
        var runs: [Run] = []
        while patientRunning < limits.patientAtOnce, let index = locked.firstIndex(where: { !isBlocked($0) }) {
            let entry = locked.remove(at: index)
            blocked.formUnion(devices(of: entry))
            patientRunning += 1
            runs.append(Run(manner: .patiently, organization: entry.organization, entries: [entry]))
        }
        return runs
    }

    /// Lets those go on who waited behind these; they were there before whoever waits for the next group.
    private mutating func release(_ entries: [Entry]) {
        for entry in entries { blocked.subtract(devices(of: entry)) }
        let free = held.filter { !isBlocked($0) }
        held = held.filter(isBlocked)
        for entry in free.reversed() { waiting[entry.organization, default: []].insert(entry, at: 0) }
    }

    private mutating func place(_ entry: Entry) {
        if isBlocked(entry) {
            held.append(entry)
        } else {
            waiting[entry.organization, default: []].append(entry)
        }
    }

    private mutating func forget(_ entries: [Entry]) {
        requests -= entries.count
        readings -= entries.reduce(0) { $0 + $1.readingCount }
    }

    private func isBlocked(_ entry: Entry) -> Bool {
        !blocked.isEmpty && !blocked.isDisjoint(with: devices(of: entry))
    }

    private func devices(of entry: Entry) -> Set<Device> {
        Set(entry.devices.map { Device(organization: entry.organization, identifier: $0) })
    }
}

extension IngestSchedule.Run: Sendable where Entry: Sendable {}
