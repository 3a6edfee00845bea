import Foundation
import HearthCore
import Postgres
import Vitals

/// What is known of an organisation's configuration: true as long as its stamp is this one.
struct KnownOrganization: Sendable {
    /// Nil before the first change.
    let stamp: UUID?
    private(set) var devices: [String: KnownDevice] = [:]
    private(set) var rules: [PatientID: [Metric: HeldRule]] = [:]
    /// Each set of rules that somebody has, by the versions of the limits that it comes from.
    private var ruleSets: [Set<UUID>: [Metric: HeldRule]] = [:]
    /// Until when each may upload.
    private(set) var uploaders: [Uploader: PostgresTimestamp] = [:]

    /// How many things are known.
    var count: Int { devices.count + rules.count + uploaders.count }

    /// What is not known of what is needed; empty when everything is.
    func missing(of needs: ConfigurationNeeds) -> ConfigurationNeeds {
        ConfigurationNeeds(
            devices: needs.devices.filter { devices[$0] == nil },
            patients: needs.patients.filter { rules[$0] == nil },
            uploaders: needs.uploaders.filter { uploaders[$0] == nil }
        )
    }

    /// Adds what was learnt under the same stamp.
    mutating func merge(_ other: KnownOrganization) {
        precondition(stamp == other.stamp, "what holds under one stamp need not hold under another")
        devices.merge(other.devices) { _, new in new }
        for (patient, own) in other.rules { rules[patient] = shared(own) }
        uploaders.merge(other.uploaders) { _, new in new }
    }

    /// Forgets one device and one uploader in so many; see `Dictionary.dropOne`.
    ///
    /// Whoever had one of the devices that are left keeps the limits: no limits are taken for none that are set.
    mutating func forgetOne(in share: Int, place: inout Int) {
        devices.dropOne(in: share, place: &place)
        uploaders.dropOne(in: share, place: &place)
        let holders = Set(devices.values.lazy.flatMap(\.holders).map(\.patient))
        rules = rules.filter { holders.contains($0.key) }
        // So that those which nobody has any more do not add up.
        if ruleSets.count > rules.count { ruleSets = [:] }
    }

    /// The same rules as other patients have: most have those of their group.
    private mutating func shared(_ own: [Metric: HeldRule]) -> [Metric: HeldRule] {
        let key = Set(own.values.map(\.limitsID))
        if let same = ruleSets[key] { return same }
        ruleSets[key] = own
        return own
    }

    /// Whose the reading is.
    func attribution(of reading: IncomingReading, now: Instant) -> Attribution {
        devices[reading.deviceIdentifier]?.attribution(of: reading, now: now)
            ?? Attribution(device: nil, patient: nil, isAssigned: false, now: now)
    }

    /// The patients whose the readings are, in no order.
    func patients(of readings: some Sequence<IncomingReading>) -> Set<PatientID> {
        // Time only matters for what is in the future, not for whose it is.
        Set(readings.compactMap { attribution(of: $0, now: $0.effectiveAt).patient })
    }

    /// Whether somebody may upload at an instant of the database's clock.
    func mayUpload(_ uploader: Uploader, at now: PostgresTimestamp) -> Bool {
        uploaders[uploader].map { $0 > now } ?? false
    }

    init(
        stamp: UUID?,
        devices: [String: KnownDevice] = [:],
        rules: [PatientID: [Metric: HeldRule]] = [:],
        uploaders: [Uploader: PostgresTimestamp] = [:]
    ) {
        self.stamp = stamp
        self.devices = devices
        self.rules = rules
        self.uploaders = uploaders
    }
}
