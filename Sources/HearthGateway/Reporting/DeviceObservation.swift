/// What the gateway last knew of a device, for a person at the box.
struct DeviceObservation: Codable, Sendable, Equatable {
    /// What was measured last; the value stays out of it.
    struct Measurement: Codable, Sendable, Equatable {
        /// The kind, as the API names it.
        var kind: String
        /// When it took place (RFC 3339).
        var effectiveAt: String
    }

    /// The identifier by which the server knows it.
    var identifier: String
    /// When it was connected last.
    var lastSeenAt: String?
    /// What is left of its battery.
    var batteryPercent: Int?
    /// What it measured last.
    var lastMeasurement: Measurement?
    /// Why the last connection failed; nil once one works.
    var failure: String?

    /// This, and where it knows nothing, what was known before.
    func over(_ earlier: DeviceObservation?) -> DeviceObservation {
        DeviceObservation(
            identifier: identifier,
            lastSeenAt: lastSeenAt ?? earlier?.lastSeenAt,
            batteryPercent: batteryPercent ?? earlier?.batteryPercent,
            lastMeasurement: lastMeasurement ?? earlier?.lastMeasurement,
            failure: failure
        )
    }
}
