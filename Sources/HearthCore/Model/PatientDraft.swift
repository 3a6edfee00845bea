/// A patient to be registered.
public struct PatientDraft: Hashable, Sendable {
    /// The name that the care team sees, 1 to 200 characters.
    public var name: String
    /// The IANA zone in which the patient's days are counted.
    public var zone: String
    /// The group whose default limits apply, 1 to 100 characters.
    public var limitsGroup: String

    /// The group of patients for whom nobody has chosen one.
    public static let standardLimitsGroup = "standard"

    /// Makes the value; it is checked when it is stored.
    public init(name: String, zone: String, limitsGroup: String = PatientDraft.standardLimitsGroup) {
        self.name = name
        self.zone = zone
        self.limitsGroup = limitsGroup
    }
}
