import ExactJSON
import HearthCore
import Vitals

extension User {
    /// The user as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "name": .string(name), "role": .string(role.rawValue),
            "createdAt": .string(createdAt.description),
        ]
        object["revokedAt"] = revokedAt.map { .string($0.description) }
        return .object(object)
    }
}
