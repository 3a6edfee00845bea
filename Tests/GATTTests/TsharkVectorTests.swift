import Foundation
import GATT
import Testing
import Vitals

/// `Vectors/tshark-vectors.json`: random bytes, and the numbers that tshark shows for them.
@Suite("tshark as a second decoder")
struct TsharkVectorTests {
    struct Value: Decodable, CustomTestStringConvertible {
        let uuid: String
        let hex: String
        let shown: [String]
        var testDescription: String { "\(uuid) \(hex)" }

        static func load() throws -> [Value] {
            let url = Bundle.module.bundleURL.appendingPathComponent("Vectors/tshark-vectors.json")
            return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).values
        }
    }

    private struct File: Decodable {
        let values: [Value]
    }

    @Test("tshark shows the same numbers", arguments: try Value.load())
    func agreement(_ value: Value) throws {
        let uuid = try #require(UInt16(value.uuid, radix: 16))
        let decoded = try MeasurementCharacteristic.decode(uuid: uuid, bytes: bytes(value.hex))
        let shown = try value.shown.map { try ExactDecimal($0) }
        #expect(try numbers(of: decoded) == shown)
    }

    /// The numbers of a value as they are on the wire, in the order of its fields.
    private func numbers(of decoded: MeasurementCharacteristic) throws -> [ExactDecimal?] {
        switch decoded {
        case .bloodPressure(let value):
            return [value.systolic, value.diastolic, value.mean, value.pulseRate].map { $0?.number }
        case .plxSpotCheck(let value):
            return numbers(of: value.spotCheck) + [value.pulseAmplitudeIndex?.number]
        case .plxContinuous(let value):
            return numbers(of: value.normal) + [value.pulseAmplitudeIndex?.number]
        case .glucose(let value):
            // tshark shows kg/L and mol/L.
            let step = ExactDecimal(1, exponent: value.unit == .milligramsPerDecilitre ? -5 : -3)
            return [try value.concentration?.value.number?.multiplied(by: step)]
        case .glucoseContext(let value):
            return [value.carbohydrate?.kilograms, value.medication?.amount, value.hbA1c].map { $0?.number }
        case .intermediateCuffPressure(let value):
            return [value.cuffPressure.number]
        case .heartRate(let value):
            return ([value.heartRate, value.energyExpendedKilojoules].compactMap(\.self) + value.rrIntervals)
                .map { ExactDecimal(Int32($0)) }
        case .cgm(let value):
            let record = try #require(value.records.first)
            return [record.concentration, record.trend, record.quality].map { $0?.number }
        default:
            Issue.record("no vector of this characteristic is expected")
            return []
        }
    }

    private func numbers(of pair: SpO2PR) -> [ExactDecimal?] {
        [pair.oxygenSaturation.number, pair.pulseRate.number]
    }
}
