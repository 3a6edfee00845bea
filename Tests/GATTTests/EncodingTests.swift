import GATT
import Testing
import Vitals

@Suite("Writing what a device would send")
struct EncodingTests {
    @Test("A full value is written as it was read")
    func fullValues() throws {
        for value in FullValue.all where value.uuid != .intermediateCuffPressure {
            let whole = try bytes(value.hex)
            let decoded = try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: whole)
            #expect(try encoded(decoded) == whole, "\(value.uuid)")
        }
    }

    @Test("Whatever is read can be written, and is then read as the same", arguments: FullValue.all)
    func roundTrip(_ value: FullValue) throws {
        // The cuff pressure alone is kept of its value.
        if value.uuid == .intermediateCuffPressure { return }
        var random = SplitMix64(seed: UInt64(value.uuid.rawValue))
        let whole = try bytes(value.hex)
        for _ in 0..<3_000 {
            var changed = whole
            for _ in 0..<3 {
                changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(
                    in: .min ... .max,
                    using: &random
                )
            }
            guard let read = try? MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: changed) else {
                continue
            }
            #expect(try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: encoded(read)) == read)
        }
    }

    @Test(
        "A published value that keeps to the rules is written as it was read",
        arguments: try PublishedVectors.load().characteristics.filter { $0.expect["refused"] == nil }
    )
    func publishedValues(_ vector: PublishedVectors.Characteristic) throws {
        let uuid = try #require(UInt16(vector.uuid, radix: 16))
        let decoded = try MeasurementCharacteristic.decode(uuid: uuid, bytes: bytes(vector.hex))
        #expect(try encoded(decoded) == bytes(vector.hex))
    }

    @Test("A cuff pressure has no diastolic and no mean pressure")
    func cuffPressure() throws {
        let value = IntermediateCuffPressure(cuffPressure: try number("124"))
        #expect(try value.encoded() == bytes("007C00FF07FF07"))
    }

    @Test("A weight is written with any precision", arguments: ["82.4", "82.40", "82.400"])
    func weightPrecision(_ kilograms: String) throws {
        #expect(try WeightMeasurement(weight: number(kilograms)).encoded() == bytes("006040"))
    }

    @Test(
        "A weight between two steps or beyond the field is refused at its byte",
        arguments: ["82.401", "82.4001", "327.675", "327.68", "400000000", "-1"]
    )
    func notEncodableWeight(_ kilograms: String) throws {
        #expect(throws: GATTError(.notEncodable, at: 1, expected: "weight")) {
            try WeightMeasurement(weight: number(kilograms)).encoded()
        }
    }

    @Test("A failed weighing is written, any other absence is not")
    func absentWeight() throws {
        #expect(try WeightMeasurement(weight: .absent(.unsuccessful)).encoded() == bytes("00FFFF"))
        #expect(throws: GATTError.self) { try WeightMeasurement(weight: .absent(.notANumber)).encoded() }
    }

    @Test("A pressure without an SFLOAT form is refused at its byte")
    func notEncodablePressure() throws {
        let value = BloodPressureMeasurement(systolic: try number("120"), diastolic: try number("80.125"))
        #expect(throws: GATTError(.notEncodable, at: 3, expected: "diastolic pressure")) { try value.encoded() }
    }

    private func encoded(_ value: MeasurementCharacteristic) throws -> [UInt8] {
        switch value {
        case .bloodPressure(let value): try value.encoded()
        case .intermediateCuffPressure(let value): try value.encoded()
        case .temperature(let value): try value.encoded()
        case .intermediateTemperature(let value): try value.encoded()
        case .plxSpotCheck(let value): try value.encoded()
        case .plxContinuous(let value): try value.encoded()
        case .heartRate(let value): value.encoded()
        case .weight(let value): try value.encoded()
        case .glucose(let value): try value.encoded()
        case .glucoseContext(let value): try value.encoded()
        case .cgm(let value): try value.encoded()
        case .bodyComposition(let value): try value.encoded()
        case .enhancedBloodPressure(let value): try value.encoded()
        case .enhancedIntermediateCuffPressure(let value): try value.encoded()
        }
    }
}
