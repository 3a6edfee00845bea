/// How the gateway's adapter is.
public enum AdapterState: Hashable, Sendable {
    /// No adapter is there, or none that was chosen.
    case absent
    /// It is being set up.
    case settingUp
    /// It cannot be set up now; it is tried again.
    case failed(BlueZError)
    /// It is on and has all keys.
    case ready(index: UInt16, AdapterInformation)

    /// Whether it can be used; nil while that is being found out.
    public var isUsable: Bool? {
        switch self {
        case .ready: true
        case .settingUp: nil
        case .absent, .failed: false
        }
    }
}
