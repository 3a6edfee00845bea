import ExactJSON
import HearthCore
import Vitals

extension Gateway {
    /// The gateway as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "name": .string(name), "createdAt": .string(createdAt.description),
        ]
        object["enrolledAt"] = enrolledAt.map { .string($0.description) }
        object["revokedAt"] = revokedAt.map { .string($0.description) }
        return .object(object)
    }
}

extension EnrolmentCode {
    /// The code, shown this once.
    var json: JSONValue { ["code": .string(text), "expiresAt": .string(expiresAt.description)] }
}
