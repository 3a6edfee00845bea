import HearthCore

/// A care team that is the same in every organisation.
struct MemoryUsers: UserDirectory {
    let users: [User]

    func users(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<User> {
        Page(items: users, next: nil)
    }

    func create(
        name: String,
        role: Role,
        as principal: Principal
    ) async throws(CoreError) -> (user: User, token: BearerToken) {
        throw .internal(code: "not-asked")
    }

    func revoke(_ id: UserID, as principal: Principal) async throws(CoreError) -> User {
        throw .internal(code: "not-asked")
    }
}
