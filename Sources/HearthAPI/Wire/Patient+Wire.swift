import Alerting
import ExactJSON
import HearthCore
import Vitals

extension Patient {
    /// The patient as the API shows it.
    var json: JSONValue {
        [
            "id": .string(id.description), "name": .string(name), "timeZone": .string(zone),
            "limitsGroup": .string(limitsGroup.rawValue), "createdAt": .string(createdAt.description),
        ]
    }
}
