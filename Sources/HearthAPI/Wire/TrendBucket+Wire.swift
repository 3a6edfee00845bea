import ExactJSON
import HearthCore
import ReadingExchange
import Vitals

extension TrendQuery.Bucket {
    /// The widest bucket in minutes; longer ones are days and weeks, which follow the patient's clock.
    private static let minutesOfADay = 1_440

    /// Reads a width as the query has it: `15m`, `1h`, `1d`, `1w`.
    init?(_ text: String) {
        switch text {
        case "1d": self = .day
        case "1w": self = .week
        default:
            let digits = text.dropLast()
            guard let unit = ["m": 1, "h": 60][text.suffix(1)], digits.count <= 4, digits.first != "0",
                digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let count = Int(digits), (1...Self.minutesOfADay).contains(count * unit)
            else { return nil }
            self = .minutes(count * unit)
        }
    }
}

extension TrendBucket {
    /// The bucket as the API shows it.
    var json: JSONValue {
        [
            "start": .string(start.description), "end": .string(end.description),
            "count": .number(JSONNumber(count)), "minimum": .number(JSONNumber(minimum)),
            "mean": .number(JSONNumber(mean)), "maximum": .number(JSONNumber(maximum)),
        ]
    }
}
