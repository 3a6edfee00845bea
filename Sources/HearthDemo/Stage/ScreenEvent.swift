import ExactJSON

/// One alert event as the on-call screen gets it.
struct ScreenEvent: Sendable, Equatable {
    var sequence: Int64
    var change: String
    /// Nil when it is about equipment.
    var patient: String?
    /// Nil for a technical rule.
    var metric: String?
    var priority: String
    var reason: String

    /// Reads a `data:` line of the stream; nil for every other line.
    init?(line: [UInt8]) {
        let prefix = Array("data: ".utf8)
        guard line.starts(with: prefix), let value = try? JSONValue(parsing: Array(line.dropFirst(prefix.count))),
            let event = try? ScreenEvent(JSONReader(value))
        else { return nil }
        self = event
    }

    private init(_ reader: JSONReader) throws {
        sequence = try reader.required("sequence").number().integer ?? 0
        change = try reader.required("change").string()
        patient = try reader.optional("patientId")?.string()
        metric = try reader.optional("metric")?.string()
        priority = try reader.required("priority").string()
        reason = try reader.required("reason").string()
    }
}
