import Alerting
import ExactJSON
import HearthCore
import Vitals

extension AlertRecord {
    /// The alert as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "subject": .string(subject.kind), "rule": .string(rule),
            "ruleVersion": .number(JSONNumber(ruleVersion)), "priority": .string(priority.rawValue),
            "state": .string(state.rawValue), "reason": .string(reason),
            "raisedAt": .string(raisedAt.description), "updatedAt": .string(updatedAt.description),
            "readingIds": .array(readings.map { .string($0.description) }),
        ]
        subject.add(to: &object)
        object["metric"] = metric.map { .string($0.rawValue) }
        object["side"] = side.map { .string($0.rawValue) }
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
            "subject": .string(subject.kind), "rule": .string(rule), "priority": .string(priority.rawValue),
            "state": .string(state.rawValue), "reason": .string(reason),
        ]
        subject.add(to: &object)
        object["metric"] = metric.map { .string($0.rawValue) }
        object["side"] = side.map { .string($0.rawValue) }
        object["by"] = by?.json
        return .object(object)
    }
}

extension AlertSubject {
    /// The word for what it is about.
    fileprivate var kind: String {
        switch self {
        case .patient: "patient"
        case .gateway: "gateway"
        case .device: "device"
        case .server: "server"
        }
    }

    /// Adds the key of what it is about; the server has none.
    fileprivate func add(to object: inout JSONObject) {
        switch self {
        case .patient(let id): object["patientId"] = .string(id.description)
        case .gateway(let id): object["gatewayId"] = .string(id.description)
        case .device(let id): object["deviceId"] = .string(id.description)
        case .server: break
        }
    }
}
