/// What a person answers during a pairing.
enum ControlReply: Sendable, Hashable, Codable {
    /// The passkey, or none.
    case passkey(UInt32?)
    /// Whether the device shows the same number.
    case isSame(Bool)
}
