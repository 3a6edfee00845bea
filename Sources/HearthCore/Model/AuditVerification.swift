/// What a check of one organisation's audit chain found.
public enum AuditVerification: Hashable, Sendable {
    /// Every entry is as it was written, and none is missing.
    case intact(entries: Int64)
    /// The first entry that is changed, missing or out of place.
    case broken(sequence: Int64)
}
