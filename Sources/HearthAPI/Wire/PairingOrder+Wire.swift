import ExactJSON
import HearthCore
import Vitals

extension PairingOrder {
    /// The order as the API shows it: never the passkey.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "gatewayId": .string(gateway.description), "device": .string(device),
            "hasPasskey": .bool(hasPasskey), "state": .string(state.word), "orderedBy": orderedBy.json,
            "orderedAt": .string(orderedAt.description), "expiresAt": .string(expiresAt.description),
        ]
        object["endedAt"] = endedAt.map { .string($0.description) }
        if case .paired(let isAuthenticated) = state { object["authenticated"] = .bool(isAuthenticated) }
        if case .failed(let reason) = state { object["reason"] = .string(reason) }
        return .object(object)
    }
}

extension PairingOrder.State {
    fileprivate var word: String {
        switch self {
        case .waiting: "waiting"
        case .paired: "paired"
        case .failed: "failed"
        case .withdrawn: "withdrawn"
        case .expired: "expired"
        }
    }
}
