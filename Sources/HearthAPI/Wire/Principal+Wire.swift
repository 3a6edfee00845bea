import ExactJSON
import HearthCore

extension Principal.Subject {
    /// Who did something, as the API shows it.
    var json: JSONValue {
        switch self {
        case .user(let id): ["kind": "user", "id": .string(id.description)]
        case .gateway(let id): ["kind": "gateway", "id": .string(id.description)]
        case .localOperator: ["kind": "operator"]
        }
    }
}
