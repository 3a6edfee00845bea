import ExactJSON
import HearthCore
import Vitals

extension Device {
    /// The device as the API shows it.
    var json: JSONValue {
        var object: JSONObject = ["id": .string(id.description), "identifier": .string(identifier)]
        object["model"] = model.map { .string($0) }
        object["createdAt"] = .string(createdAt.description)
        return .object(object)
    }
}

extension Assignment {
    /// The assignment as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "deviceId": .string(device.description),
            "patientId": .string(patient.description),
        ]
        object["userIndex"] = userIndex.map { .number(JSONNumber($0)) }
        object["from"] = .string(span.start.description)
        object["to"] = span.end.map { .string($0.description) }
        return .object(object)
    }
}
