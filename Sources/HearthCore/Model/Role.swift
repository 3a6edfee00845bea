/// What a principal may be; the routes decide what each may do.
public enum Role: String, Hashable, Sendable, CaseIterable {
    /// A gateway in a patient's home: it uploads readings and renews its own token.
    case gateway
    /// Sees patients and their readings, sets limits, acts on alerts and the quarantine.
    case clinician
    /// Sees and acts on alerts.
    case onCall = "on-call"
    /// Registers patients, devices, gateways and users.
    case administrator
}
