import ExactJSON
import ReadingExchange
import Vitals

extension Measurement {
    /// Kind, unit, values and absences: the members that readings and quarantine entries share.
    var members: JSONObject {
        var values = JSONObject()
        var absent = JSONObject()
        for item in self.values {
            switch item.value {
            case .number(let number): values[item.metric.rawValue] = .number(JSONNumber(number))
            case .absent(let reason): absent[item.metric.rawValue] = .string(reason.rawValue)
            }
        }
        var object: JSONObject = [
            "kind": .string(kind.rawValue), "unit": .string(unit.rawValue), "values": .object(values),
        ]
        object["absent"] = absent.members.isEmpty ? nil : .object(absent)
        return object
    }
}

extension TimeCorrection {
    /// The correction as the API shows it.
    var json: JSONValue {
        ["reason": .string(reason.rawValue), "offsetSeconds": .number(JSONNumber(offsetSeconds))]
    }
}
