import ExactJSON
import Vitals

extension ReadingSubmission {
    /// The item as the request carries it; numbers with all the digits that the device gave.
    public var json: JSONValue {
        var object: JSONObject = [
            "device": .string(device), "characteristic": .string(characteristicText),
            "kind": .string(measurement.kind.rawValue), "unit": .string(measurement.unit.rawValue),
        ]
        var values = JSONObject()
        var absent = JSONObject()
        for item in measurement.values {
            switch item.value {
            case .number(let number): values[item.metric.rawValue] = .number(JSONNumber(number))
            case .absent(let reason): absent[item.metric.rawValue] = .string(reason.rawValue)
            }
        }
        object["values"] = .object(values)
        object["absent"] = absent.members.isEmpty ? nil : .object(absent)
        object["userIndex"] = userIndex.map { .number(JSONNumber($0)) }
        object["deviceTime"] = deviceTime.map { .string($0.description) }
        object["sequenceNumber"] = sequenceNumber.map { .number(JSONNumber($0)) }
        object["effectiveAt"] = .string(effectiveAt.description)
        object["receivedAt"] = .string(receivedAt.description)
        object["timeCorrection"] =
            timeCorrection == .none
            ? nil
            : [
                "reason": .string(timeCorrection.reason.rawValue),
                "offsetSeconds": .number(JSONNumber(timeCorrection.offsetSeconds)),
            ]
        object["flags"] = flags.isEmpty ? nil : .array(flags.map { .string($0) })
        object["raw"] = .string(Hexadecimal.text(of: raw, letters: .lower))
        object["rawSecond"] = rawSecond.map { .string(Hexadecimal.text(of: $0, letters: .lower)) }
        return .object(object)
    }

    private var characteristicText: String {
        Hexadecimal.text(of: [UInt8(characteristic >> 8), UInt8(characteristic & 0xFF)], letters: .upper)
    }
}
