import ExactJSON
import HearthCore
import Vitals

extension StoredReading {
    /// The reading as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "version": .number(JSONNumber(version)),
            "patientId": .string(patient.description), "deviceId": .string(device.description),
            "gatewayId": .string(gateway.description), "status": .string(status.rawValue),
        ]
        for member in measurement.members.members { object[member.name] = member.value }
        object["original"] = original.map { .object($0.members) }
        object["effectiveAt"] = .string(effectiveAt.description)
        object["receivedAt"] = .string(receivedAt.description)
        object["storedAt"] = .string(storedAt.description)
        object["deviceTime"] = deviceTime.map { .string($0.description) }
        object["timeCorrection"] = timeCorrection.json
        object["flags"] = .array(flags.map { .string($0) })
        object["note"] = note.map { ["reason": .string($0.reason), "by": $0.by.json] }
        return .object(object)
    }
}
