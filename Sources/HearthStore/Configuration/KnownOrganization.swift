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
        rules.merge(other.rules) { _, new in new }
        uploaders.merge(other.uploaders) { _, new in new }
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
