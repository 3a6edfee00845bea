import Alerting

/// A patient to be registered.
public struct PatientDraft: Hashable, Sendable {
    /// The name that the care team sees, 1 to 200 characters.
    public var name: String
    /// The IANA zone in which the patient's days are counted.
    public var zone: String
    /// The group whose default limits apply.
    public var limitsGroup: LimitGroup

    /// Makes the value; it is checked when it is stored.
    public init(name: String, zone: String, limitsGroup: LimitGroup = .standard) {
        self.name = name
        self.zone = zone
        self.limitsGroup = limitsGroup
    }
}
