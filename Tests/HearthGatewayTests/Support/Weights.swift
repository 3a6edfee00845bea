import GATT
import ReadingExchange
import Vitals

/// What a scale of the tests measures.
enum Weights {
    /// The bytes of a weight in steps of 5 g.
    static func bytes(_ steps: UInt16, at time: DeviceTimestamp? = nil) throws -> [UInt8] {
        let kilograms = try ExactDecimal(significand: Int64(steps) * 5, exponent: -3)
        return try WeightMeasurement(weight: .number(kilograms), timestamp: time).encoded()
    }
}

extension Vitals.Measurement {
    /// The numbers as text, in the order of the kind's metrics.
    var numbers: [String] {
        values.map { value in
            switch value.value {
            case .number(let number): number.description
            case .absent(let reason): reason.rawValue
            }
        }
    }
}
