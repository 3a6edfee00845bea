import ExactJSON
import HearthCore
import SocketHTTP

/// `/v1/users`.
struct UserRoutes: Sendable {
    /// The roles that an administrator gives out.
    ///
    /// Administrators are made on the server's own machine, so that a stolen token makes no others like it.
    private static let roles: Set<Role> = [.clinician, .onCall]

    let users: any UserDirectory

    func add(to table: inout RouteTable) {
        table.add(.listUsers, answer: list)
        table.add(.createUser, answer: create)
        table.add(.revokeUser, answer: revoke)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .page(try await users.users(page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func create(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let form = try await call.form(["name", "role"])
        let name = try form.required("name").line()
        let role = try form.required("role").enumeration(Role.self)
        guard Self.roles.contains(role) else {
            throw try form.required("role").invalid("An administrator gives out clinician and on-call")
        }
        let (user, token) = try await users.create(name: name, role: role, as: principal)
        return .created(["user": user.json, "token": .string(token.text)])
    }

    @Sendable private func revoke(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await users.revoke(call.pathIdentifier("userId"), as: principal).json)
    }
}
