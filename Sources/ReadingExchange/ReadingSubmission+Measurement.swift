import ExactJSON
import Vitals

extension ReadingSubmission {
    /// The measurement of an item, or of a correction: its kind, unit, values and absent values.
    ///
    /// - Throws: `ReadingRefusal` or `JSONReadError`.
    public static func measurement(_ reader: JSONReader) throws -> Measurement {
        let kindReader = try reader.required("kind")
        guard let kind = ReadingKind(rawValue: try kindReader.string()) else {
            throw ReadingRefusal(.unknownKind, at: kindReader, "This kind of reading is not known")
        }
        let unitReader = try reader.required("unit")
        guard let unit = Unit(rawValue: try unitReader.string()) else {
            throw ReadingRefusal(.unknownUnit, at: unitReader, "This unit is not known; units are UCUM codes")
        }
        let valuesReader = try reader.required("values")
        var values: [MetricValue] = []
        let members = try valuesReader.members()
        values.reserveCapacity(members.count)
        for (name, member) in members {
            let metric = try metric(name, of: kind, at: member)
            values.append(MetricValue(metric: metric, value: .number(try decimal(member))))
        }
        for (name, member) in try reader.optional("absent")?.members() ?? [] {
            let metric = try metric(name, of: kind, at: member)
            guard !values.contains(where: { $0.metric == metric }) else {
                throw member.invalid("A metric has a value or is absent, not both")
            }
            values.append(MetricValue(metric: metric, value: .absent(try member.enumeration())))
        }
        do {
            return try Measurement(kind: kind, unit: unit, distinct: values)
        } catch .unsuitableUnit {
            throw ReadingRefusal(.unsuitableUnit, at: unitReader, "This kind is not measured in this unit")
        } catch {
            throw ReadingRefusal(.missingMetric, at: valuesReader, "A metric of this kind is neither given nor absent")
        }
    }

    private static func metric(_ name: String, of kind: ReadingKind, at reader: JSONReader) throws -> Metric {
        guard let metric = Metric(rawValue: name), kind.metrics.contains(metric) else {
            throw ReadingRefusal(.unknownMetric, at: reader, "This metric is none of the kind's")
        }
        return metric
    }

    private static func decimal(_ reader: JSONReader) throws -> ExactDecimal {
        let number = try reader.number()
        do {
            return try ExactDecimal(number.text)
        } catch {
            throw ReadingRefusal(.invalidNumber, at: reader, "The number has too many digits or too great an exponent")
        }
    }
}
