import Alerting
import ExactJSON
import HearthCore
import Vitals

extension AlertRecord {
    /// The alert as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "patientId": .string(patient.description), "rule": .string(rule),
            "ruleVersion": .number(JSONNumber(ruleVersion)), "metric": .string(metric.rawValue),
            "priority": .string(priority.rawValue), "side": .string(side.rawValue), "state": .string(state.rawValue),
            "reason": .string(reason),
            "raisedAt": .string(raisedAt.description), "updatedAt": .string(updatedAt.description),
            "readingIds": .array(readings.map { .string($0.description) }),
        ]
        object["acknowledgement"] = acknowledgement?.json
        object["resolution"] = resolution?.json
        return .object(object)
    }
}

extension AlertRecord.Action {
    /// What a person did, as the API shows it.
    fileprivate var json: JSONValue {
        ["by": by.json, "at": .string(at.description), "note": .string(note)]
    }
}

extension AlertEvent {
    /// The event as the stream sends it.
    var json: JSONValue {
        var object: JSONObject = [
            "sequence": .number(JSONNumber(sequence)), "at": .string(at.description),
            "change": .string(change.rawValue), "alertId": .string(alert.description),
            "patientId": .string(patient.description), "rule": .string(rule), "metric": .string(metric.rawValue),
            "priority": .string(priority.rawValue), "side": .string(side.rawValue), "state": .string(state.rawValue),
            "reason": .string(reason),
        ]
        object["by"] = by?.json
        return .object(object)
    }
}
