import Vitals

extension GatewayReport {
    /// Whether gateway and device share a key; the raw values go over the wire.
    public enum Bond: String, Sendable, Hashable, CaseIterable {
        /// They do.
        case bonded
        /// They never did.
        case none
        /// They did, and the device no longer accepts it: a person has to pair them again.
        case lost
    }

    /// What a gateway knows of one of its devices; what it does not know is nil.
    public struct Device: Sendable, Hashable {
        /// The device's identifier in its canonical form.
        public let identifier: String
        /// When the device was last connected or sent something.
        public let lastSeenAt: Instant?
        /// What is left of its battery, in percent.
        public let batteryPercent: Int?
        /// Seconds to add to what the device's clock shows to get the household's time.
        public let clockOffsetSeconds: Int?
        /// Whether they are bonded; nil where the bearer has no bonds.
        public let bond: Bond?
        /// What it says of itself; nil until it has been asked.
        public let information: Information?

        /// Makes the value.
        public init(
            identifier: String,
            lastSeenAt: Instant? = nil,
            batteryPercent: Int? = nil,
            clockOffsetSeconds: Int? = nil,
            bond: Bond? = nil,
            information: Information? = nil
        ) {
            self.identifier = DeviceIdentifier.canonical(identifier)
            self.lastSeenAt = lastSeenAt
            self.batteryPercent = batteryPercent
            self.clockOffsetSeconds = clockOffsetSeconds
            self.bond = bond
            self.information = information
        }
    }
}
