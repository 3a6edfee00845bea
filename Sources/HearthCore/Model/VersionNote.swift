/// Why a version of a reading followed the one before, and who made it.
public struct VersionNote: Hashable, Sendable {
    /// Why.
    public let reason: String
    /// Who.
    public let by: Principal.Subject

    /// Makes the value; the store does.
    public init(reason: String, by: Principal.Subject) {
        self.reason = reason
        self.by = by
    }
}
