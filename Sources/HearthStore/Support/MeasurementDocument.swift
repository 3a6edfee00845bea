import ExactJSON
import HearthCore
import Vitals

/// A measurement as a JSON document in a `jsonb` column, in the words of the wire; numbers keep their digits.
enum MeasurementDocument {
    /// `{"kind": …, "unit": …, "values": {…}, "absent": {…}}`.
    static func text(_ measurement: Measurement) -> String {
        var values = JSONObject()
        for item in measurement.values {
            guard let number = item.value.number else { continue }
            // As text: a document's number has no trailing zeros to rely on, and no bound on its digits.
            values[item.metric.rawValue] = .string(number.description)
        }
        let document: JSONValue = [
            "kind": .string(measurement.kind.rawValue), "unit": .string(measurement.unit.rawValue),
            "values": .object(values), "absent": .object(absent(measurement)),
        ]
        return String(decoding: document.serialized(), as: UTF8.self)
    }

    /// Why numbers are missing, `{"mean-pressure": "not-a-number"}`; nil when none is.
    static func absentText(_ measurement: Measurement) -> String? {
        let object = absent(measurement)
        guard !object.members.isEmpty else { return nil }
        return String(decoding: JSONValue.object(object).serialized(), as: UTF8.self)
    }

    /// Reads what `text` wrote.
    static func measurement(_ text: String) throws -> Measurement {
        let reader = JSONReader(try JSONValue(parsing: Array(text.utf8)))
        var values = try absences(reader.required("absent"))
        for (name, member) in try reader.required("values").members() {
            values[try metric(name)] = .number(try ExactDecimal(try member.string()))
        }
        return try Measurement(
            kind: try reader.required("kind").enumeration(),
            unit: try reader.required("unit").enumeration(),
            values: values
        )
    }

    /// Reads what `absentText` wrote.
    static func absences(_ text: String) throws -> [Metric: MeasuredValue] {
        try absences(JSONReader(try JSONValue(parsing: Array(text.utf8))))
    }

    private static func absences(_ reader: JSONReader) throws -> [Metric: MeasuredValue] {
        var absences: [Metric: MeasuredValue] = [:]
        for (name, member) in try reader.members() {
            absences[try metric(name)] = .absent(try member.enumeration())
        }
        return absences
    }

    private static func absent(_ measurement: Measurement) -> JSONObject {
        var object = JSONObject()
        for item in measurement.values {
            guard case .absent(let reason) = item.value else { continue }
            object[item.metric.rawValue] = .string(reason.rawValue)
        }
        return object
    }

    private static func metric(_ name: String) throws -> Metric {
        guard let metric = Metric(rawValue: name) else { throw CoreError.internal(code: "unknown-metric") }
        return metric
    }
}
