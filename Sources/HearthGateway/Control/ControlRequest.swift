import BlueZ

/// What a person's command asks of the running gateway: the first message on the control socket.
enum ControlRequest: Sendable, Hashable, Codable {
    /// Pair a device; the person can do so much, by the kernel's number.
    case pair(address: String, seconds: Int, capability: UInt8)
    /// Forget a paired device.
    case forget(address: String)
    /// Look which devices are near.
    case scan(seconds: Int, showsAll: Bool)
}
