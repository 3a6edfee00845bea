/// How a gateway's pairing of a device ended.
public enum PairingOutcome: Sendable, Hashable {
    /// There is a bond; whether a passkey was checked for it.
    case paired(isAuthenticated: Bool)
    /// There is none, for a reason with a stable code such as `pairing.refused`.
    case failed(reason: String)
}
