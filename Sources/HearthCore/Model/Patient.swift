import Alerting
import Vitals

/// A person whose readings are watched.
public struct Patient: Hashable, Sendable {
    /// The key.
    public let id: PatientID
    /// The name that the care team sees.
    public let name: String
    /// The IANA zone in which the patient's days are counted, for example `Europe/Berlin`.
    public let zone: String
    /// The group whose default limits apply where the patient has none of their own.
    public let limitsGroup: LimitGroup
    /// When the patient was registered.
    public let createdAt: Instant

    /// Makes the value; the store does.
    public init(id: PatientID, name: String, zone: String, limitsGroup: LimitGroup, createdAt: Instant) {
        self.id = id
        self.name = name
        self.zone = zone
        self.limitsGroup = limitsGroup
        self.createdAt = createdAt
    }
}
