import ATT

/// What was discovered of a device, so that its next connection begins with the subscriptions.
struct KnownDatabase: Sendable, Hashable, Codable {
    /// Its services, with the handles of everything.
    var services: [GATTService]
    /// The device's own hash of them (0x2B2A); nil when it has none.
    var hash: [UInt8]?
}
