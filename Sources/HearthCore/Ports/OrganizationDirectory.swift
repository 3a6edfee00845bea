/// The tenants.
public protocol OrganizationDirectory: Sendable {
    /// Registers a tenant, with the starting limits of every group of patients (`LimitDefaults`) as their first
    /// version.
    func create(name: String) async throws(CoreError) -> Organization
    /// The principal's own tenant.
    func organization(as principal: Principal) async throws(CoreError) -> Organization
}
