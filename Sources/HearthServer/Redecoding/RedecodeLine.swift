import GATT
import HearthCore
import Vitals

/// One line about one measurement, with keys and values and no name.
enum RedecodeLine {
    static func text(_ what: String, _ redecoding: Redecoding, stored: Redecoding.Stored) -> String? {
        switch redecoding {
        case .same: nil
        case .changed(let value): "\(what): \(change(from: stored, to: value))"
        case .forPerson(let question): "\(what): for a person, \(question.rawValue)"
        case .correctedByPerson: "\(what): kept, as a person corrected it"
        case .impossible(let obstacle): "\(what): not redecodable, \(obstacle.rawValue)"
        }
    }

    private static func change(from stored: Redecoding.Stored, to value: DecodedValue) -> String {
        let (old, new) = (text(stored.measurement), text(value.measurement))
        let gone = stored.flags.filter { !value.flags.contains($0) }.map { "-\($0)" }
        let added = value.flags.filter { !stored.flags.contains($0) }.map { "+\($0)" }
        return ((old == new ? [old] : ["\(old) -> \(new)"]) + gone + added).joined(separator: " ")
    }

    private static func text(_ measurement: Measurement) -> String {
        let values = measurement.values.map { item in
            switch item.value {
            case .number(let number): "\(item.metric.rawValue) \(number)"
            case .absent(let reason): "\(item.metric.rawValue) \(reason.rawValue)"
            }
        }
        return "\(values.joined(separator: ", ")) \(measurement.unit.rawValue)"
    }
}
