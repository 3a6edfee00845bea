import Foundation
import HearthCore
import Postgres

/// Who did something, as two columns: a kind and, unless it was somebody at the server's machine, a key.
enum SubjectColumns {
    static let user = "user"
    static let gateway = "gateway"
    static let localOperator = "local-operator"

    static func values(_ subject: Principal.Subject?) -> [PostgresValue] {
        switch subject {
        case nil: [.null, .null]
        case .user(let id): [.text(user), .id(id)]
        case .gateway(let id): [.text(gateway), .id(id)]
        case .localOperator: [.text(localOperator), .null]
        }
    }

    static func decode(_ row: PostgresRow, kind: String, id: String) throws -> Principal.Subject? {
        guard let kind = try row.decode(kind, as: String?.self) else { return nil }
        let id = try row.decode(id, as: UUID?.self)
        switch (kind, id) {
        case (user, let id?): return .user(UserID(id))
        case (gateway, let id?): return .gateway(GatewayID(id))
        case (localOperator, nil): return .localOperator
        default: throw CoreError.internal(code: "unknown-subject")
        }
    }
}
