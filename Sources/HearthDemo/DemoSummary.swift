import ExactJSON

/// What a demo came to, in numbers; the last line of `hearth demo --json`.
public struct DemoSummary: Sendable, Equatable {
    /// Readings that devices took: a cuff that measures the pulse as well takes two at once.
    public var measured = 0
    /// Of these, readings found in the database.
    public var stored = 0
    /// Deliveries that the server knew already.
    public var duplicates = 0
    /// Measurements that wait in the quarantine.
    public var quarantined = 0
    /// Alerts that were raised.
    public var alerts = 0
    /// Measured and neither stored nor quarantined.
    public var lost: Int { measured - stored - quarantined }
    /// From a device's indication to the event on the on-call stream, in milliseconds, one for each event.
    public var alertLatencies: [Int] = []
    /// Whether the deteriorating patient raised an alert.
    public var isDeteriorationSeen = false

    /// Whether the run showed what Hearth promises.
    public var isGood: Bool { lost == 0 && isDeteriorationSeen }

    /// The one line that programs read.
    var json: String {
        func number(_ value: Int?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }
        let document: JSONValue = [
            "measured": number(measured), "stored": number(stored), "duplicates": number(duplicates),
            "quarantined": number(quarantined), "alerts": number(alerts), "lost": number(lost),
            "alert_latency_ms_p50": number(latency(percentile: 0.5)),
            "alert_latency_ms_p99": number(latency(percentile: 0.99)),
        ]
        return String(decoding: document.serialized(), as: UTF8.self)
    }

    /// The latency below which this share (0 to 1) of the events arrived, in milliseconds; nil without events.
    public func latency(percentile share: Double) -> Int? {
        let sorted = alertLatencies.sorted()
        guard !sorted.isEmpty else { return nil }
        return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.down)))]
    }
}
