extension GatewayReport {
    /// How a gateway's Bluetooth adapter is; the raw values go over the wire.
    public enum Adapter: String, Sendable, Hashable, CaseIterable {
        /// It is on and has all keys.
        case ready
        /// It is being set up.
        case settingUp = "setting-up"
        /// None is there.
        case absent
        /// It is there and cannot be used.
        case failed
        /// Another program of the gateway's computer uses it too.
        case inUse = "in-use"
    }
}
