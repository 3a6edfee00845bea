import ExactJSON
import HearthCore
import Vitals

extension LatestReading {
    /// The reading as an overview shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "version": .number(JSONNumber(version)),
            "patientId": .string(patient.description),
        ]
        for member in measurement.members.members { object[member.name] = member.value }
        object["effectiveAt"] = .string(effectiveAt.description)
        return .object(object)
    }
}
