/// The log of who changed or looked at what.
public protocol AuditTrail: Sendable {
    /// Recomputes the organisation's hash chain from its first entry.
    func verify(as principal: Principal) async throws(CoreError) -> AuditVerification
}
