import ExactJSON
import HearthCore
import Vitals

extension QuarantineEntry {
    /// The entry as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "reason": .string(cause.rawValue), "detail": .string(detail),
            "gatewayId": .string(gateway.description), "device": .string(reading.deviceIdentifier),
        ]
        object["userIndex"] = reading.userIndex.map { .number(JSONNumber($0)) }
        for member in reading.measurement.members.members { object[member.name] = member.value }
        object["effectiveAt"] = .string(reading.effectiveAt.description)
        object["receivedAt"] = .string(reading.receivedAt.description)
        object["storedAt"] = .string(storedAt.description)
        object["deviceTime"] = reading.deviceTime.map { .string($0.description) }
        object["timeCorrection"] = reading.timeCorrection.json
        object["flags"] = .array(reading.flags.map { .string($0) })
        object["stage"] = .string(state.stage.rawValue)
        object["decision"] = state.decision
        return .object(object)
    }
}

extension QuarantineEntry.State {
    /// Where the entry is in its life.
    fileprivate var stage: QuarantineFilter.Stage {
        switch self {
        case .pending: .pending
        case .released: .released
        case .discarded: .discarded
        }
    }

    /// What a person decided, who and when.
    fileprivate var decision: JSONValue? {
        switch self {
        case .pending: nil
        case .released(let reading, let by, let at):
            ["readingId": .string(reading.description), "by": by.json, "at": .string(at.description)]
        case .discarded(let reason, let by, let at):
            ["reason": .string(reason), "by": by.json, "at": .string(at.description)]
        }
    }
}
