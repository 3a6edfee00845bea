import HearthCore
import SocketHTTP

/// The routes, each behind the gate of its operation.
struct RouteTable {
    private(set) var router: Router
    private let gate: Gate

    init(gate: Gate) {
        self.gate = gate
        router = Router(renderRejection: APIHandler.renderRejection)
    }

    /// Adds an operation for those whose role may ask for it.
    mutating func add(
        _ operation: Operation,
        answer: @escaping @Sendable (Call, Principal) async throws -> ServerResponse
    ) {
        guard let roles = operation.roles else { preconditionFailure("\(operation) needs no token") }
        let gate = gate
        router.on(operation.route.method, operation.route.template) { request in
            await gate.admit(request, to: operation, roles: roles, answer: answer)
        }
    }

    /// Adds an operation for anybody.
    mutating func addOpen(
        _ operation: Operation,
        answer: @escaping @Sendable (Call) async throws -> ServerResponse
    ) {
        precondition(operation.roles == nil, "\(operation) needs a token")
        let gate = gate
        router.on(operation.route.method, operation.route.template) { request in
            await gate.admit(request, to: operation, answer: answer)
        }
    }
}
