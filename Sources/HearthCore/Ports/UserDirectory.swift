/// The members of an organisation's care team.
public protocol UserDirectory: Sendable {
    /// Lists the members, revoked ones included, by the time they were added.
    func users(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<User>
    /// Adds a member and issues a token, which is shown only now.
    func create(
        name: String,
        role: Role,
        as principal: Principal
    ) async throws(CoreError) -> (user: User, token: BearerToken)
    /// Makes every token of the member invalid at once.
    func revoke(_ id: UserID, as principal: Principal) async throws(CoreError) -> User
}
