import Alerting

/// What to change about a patient; nil leaves as it is.
public struct PatientChange: Hashable, Sendable {
    /// The new name.
    public var name: String?
    /// The new IANA zone.
    public var zone: String?
    /// The new limits group.
    public var limitsGroup: LimitGroup?

    /// Makes the value; it is checked when it is stored.
    public init(name: String? = nil, zone: String? = nil, limitsGroup: LimitGroup? = nil) {
        self.name = name
        self.zone = zone
        self.limitsGroup = limitsGroup
    }
}
