import Alerting
import ExactJSON
import HearthCore
import ReadingExchange
import Vitals

extension LimitVersion {
    /// The version as the API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "metric": .string(metric.rawValue), "unit": .string(metric.unit.rawValue),
            "source": .string(scope.name), "version": .number(JSONNumber(version)),
        ]
        object["limits"] = limits?.json
        object["policy"] = policy.json
        object["setBy"] = setBy.json
        object["setAt"] = .string(setAt.description)
        object["reason"] = .string(reason)
        return .object(object)
    }
}

extension LimitScope {
    /// Whose limits they are.
    fileprivate var name: String {
        switch self {
        case .group: "group"
        case .patient: "patient"
        }
    }
}

extension LimitName {
    /// The name as a member of a document.
    fileprivate var member: String {
        switch self {
        case .alertLow: "alertLow"
        case .warningLow: "warningLow"
        case .warningHigh: "warningHigh"
        case .alertHigh: "alertHigh"
        }
    }
}

extension MetricLimits {
    /// Reads the limits of a metric, in its canonical unit; each may be missing.
    ///
    /// - Throws: `JSONReadError` or `Problem`.
    init(_ reader: JSONReader, of metric: Metric) throws {
        let form = try reader.form(LimitName.allCases.map(\.member))
        let values = try LimitName.allCases.map { try form.optional($0.member)?.decimal() }
        do throws(LimitError) {
            try self.init(
                metric: metric,
                alertLow: values[0],
                warningLow: values[1],
                warningHigh: values[2],
                alertHigh: values[3]
            )
        } catch {
            throw Problem(error, at: reader.pointer)
        }
    }

    /// The limits as the API shows them.
    fileprivate var json: JSONValue {
        var object = JSONObject()
        for name in LimitName.allCases { object[name.member] = self[name].map { .number(JSONNumber($0)) } }
        return .object(object)
    }
}

extension RulePolicy {
    /// Reads a policy.
    ///
    /// - Throws: `JSONReadError` or `Problem`.
    init(_ reader: JSONReader) throws {
        let form = try reader.form(["hysteresis", "readingsToRaise", "readingsToClear"])
        let hysteresis = try form.required("hysteresis").decimal()
        let readingsToRaise = try form.required("readingsToRaise").integer()
        let readingsToClear = try form.required("readingsToClear").integer()
        do throws(LimitError) {
            try self.init(
                hysteresis: hysteresis,
                readingsToRaise: readingsToRaise,
                readingsToClear: readingsToClear
            )
        } catch {
            throw Problem(error, at: reader.pointer)
        }
    }

    /// The policy as the API shows it.
    fileprivate var json: JSONValue {
        [
            "hysteresis": .number(JSONNumber(hysteresis)), "readingsToRaise": .number(JSONNumber(readingsToRaise)),
            "readingsToClear": .number(JSONNumber(readingsToClear)),
        ]
    }
}

extension Problem {
    /// The problem of limits or a policy that cannot be used.
    fileprivate init(_ error: LimitError, at pointer: String) {
        let (place, detail) =
            switch error {
            case .notAscending(let lower, let upper):
                ("\(pointer)/\(upper.member)", "This limit must be above \(lower.member)")
            case .implausible(let name, _): ("\(pointer)/\(name.member)", "No plausible reading can reach this limit")
            case .negativeHysteresis: ("\(pointer)/hysteresis", "It must not be negative")
            case .consecutiveReadingsOutOfRange:
                (pointer, "Consecutive readings are from 1 to \(RulePolicy.maximumReadings)")
            }
        self = .invalidBody(place, error.code.withoutPrefix, detail)
    }
}
