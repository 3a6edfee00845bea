import Vitals

extension GatewayReport {
    /// How full a spool is; the raw values go over the wire.
    public enum Pressure: String, Sendable, Hashable, CaseIterable {
        /// There is room.
        case normal
        /// Somebody should look why nothing is delivered.
        case nearlyFull = "nearly-full"
        /// There is no room: devices are not confirmed and keep what they hold.
        case full
    }

    /// What a gateway holds between its devices and the server.
    public struct Spool: Sendable, Hashable {
        /// Measurements that wait to be delivered.
        public let pending: Int
        /// Values that were stored and not decoded yet.
        public let undecoded: Int
        /// Values that cannot be decoded; they are kept.
        public let undecodable: Int
        /// Measurements that the server refused; they are kept.
        public let refused: Int
        /// When the measurement that waits longest was received; nil when none waits.
        public let oldestUnsentAt: Instant?
        /// Bytes in use.
        public let usedBytes: Int
        /// Bytes that may be used.
        public let maximumBytes: Int
        /// How full it is.
        public let pressure: Pressure

        /// Makes the value.
        public init(
            pending: Int,
            undecoded: Int,
            undecodable: Int,
            refused: Int,
            oldestUnsentAt: Instant?,
            usedBytes: Int,
            maximumBytes: Int,
            pressure: Pressure
        ) {
            self.pending = pending
            self.undecoded = undecoded
            self.undecodable = undecodable
            self.refused = refused
            self.oldestUnsentAt = oldestUnsentAt
            self.usedBytes = usedBytes
            self.maximumBytes = maximumBytes
            self.pressure = pressure
        }

        /// The share that is in use, in whole percent.
        public var usedPercent: Int { maximumBytes > 0 ? Int(Double(usedBytes) / Double(maximumBytes) * 100) : 100 }
    }
}
