import GATT
import Testing
import Vitals

@Suite("Body-composition scales")
struct BodyCompositionTests {
    private static let first = "0E10 0901 E807060F11111B 02 1C16"
    private static let second = "0014 0901 1845"
    private let now = Instant(millisecondsSince1970: 1_000)

    private func value(_ hex: String) throws -> BodyCompositionMeasurement {
        try BodyCompositionMeasurement(decoding: bytes(hex))
    }

    private func readings(_ value: BodyCompositionMeasurement) -> [Reading] { value.measurements.map(Reading.init) }

    @Test(
        "Body fat, weight and height become readings in the scale's units",
        arguments: [
            ("0000 0901", [Reading(.bodyFat, .percent, "26.5")]),
            ("0000 FFFF", [Reading(.bodyFat, .percent, "unsuccessful")]),
            (
                "000C 0901 B036 D606",
                [
                    Reading(.bodyFat, .percent, "26.5"), Reading(.bodyWeight, .kilograms, "70.000"),
                    Reading(.bodyHeight, .metres, "1.750"),
                ]
            ),
            (
                "010C 0901 453C B202",
                [
                    Reading(.bodyFat, .percent, "26.5"), Reading(.bodyWeight, .pounds, "154.29"),
                    Reading(.bodyHeight, .inches, "69.0"),
                ]
            ),
            (
                "0004 0901 FFFF",
                [Reading(.bodyFat, .percent, "26.5"), Reading(.bodyWeight, .kilograms, "unsuccessful")]
            ),
        ]
    )
    func mapping(hex: String, expected: [Reading]) throws {
        #expect(readings(try value(hex)) == expected)
    }

    @Test("Every field has its place and step")
    func fields() throws {
        let whole = try value("FE1F 0901 E807060F11111B 02 1C16 A901 2C26 F832 E02E 6822 2011 1845 B602")
        #expect(whole.basalMetabolismKilojoules == 5660 && whole.musclePercentage?.description == "42.5")
        #expect(whole.masses.muscle?.description == "48.860" && whole.masses.fatFree?.description == "65.240")
        #expect(whole.masses.softLean?.description == "60.000" && whole.masses.bodyWater?.description == "44.040")
        #expect(whole.impedanceOhms?.description == "438.4" && whole.isPart)
    }

    @Test("Two packets make one measurement of one user")
    func joined() throws {
        var joiner = BodyCompositionJoiner()
        #expect(joiner.accept(try value(Self.first), at: now).isEmpty)
        let record = try #require(joiner.accept(try value(Self.second), from: 1, at: now).first)
        #expect(record.sources == [0, 1])
        let whole = record.measurement
        #expect(!whole.isPart && joiner.deadline == nil && joiner.finish().isEmpty)
        #expect(
            readings(whole) == [
                Reading(.bodyFat, .percent, "26.5"), Reading(.bodyWeight, .kilograms, "88.440"),
            ]
        )
        #expect(whole.measurements.map(\.userIndex) == [2, 2])
        #expect(whole.measurements.map(\.deviceTime?.description) == Array(repeating: "2024-06-15T17:17:27", count: 2))
        #expect(whole.basalMetabolismKilojoules == 5660)
    }

    @Test("The body fat is taken from the packet that has it", arguments: [("0901", "FFFF"), ("FFFF", "0901")])
    func bodyFat(first: String, second: String) throws {
        let whole = try value("0010 \(first)").joined(with: value("0014 \(second) 1845"))
        #expect(whole.map { text($0.bodyFat) } == "26.5")
    }

    @Test(
        "Packets that contradict each other are of two measurements",
        arguments: [
            ("0010 0901", "0014 0A01 1845"), ("0010 0901", "0114 0901 1845"), ("0410 0901 01", "0414 0901 02 1845"),
            ("0014 0901 1845", "0014 0901 1945"), ("2010 0901 0100", "2010 0901 0200"), ("0000 0901", "0014 0901 1845"),
        ]
    )
    func contradiction(first: String, second: String) throws {
        #expect(try value(first).joined(with: value(second)) == nil)
    }

    @Test("A packet whose other half does not come goes on alone, and belongs to nobody unless it says so")
    func alone() throws {
        var joiner = BodyCompositionJoiner()
        #expect(joiner.accept(try value(Self.second), at: now).isEmpty)
        let deadline = try #require(joiner.deadline)
        #expect(joiner.expire(at: Instant(millisecondsSince1970: deadline.millisecondsSince1970 - 1)).isEmpty)
        let part = try #require(joiner.expire(at: deadline).first).measurement
        #expect(part.measurements.map(\.flags) == [[.unknownUser], [.unknownUser]])
        _ = joiner.accept(try value(Self.first), at: now)
        #expect(try #require(joiner.finish().first).measurement.measurements.map(\.userIndex) == [2])
    }

    @Test("A packet of another measurement, and a whole one, push on what waits")
    func pushed() throws {
        var joiner = BodyCompositionJoiner()
        _ = joiner.accept(try value(Self.first), at: now)
        #expect(try joiner.accept(value("0410 0901 03"), at: now).map(\.measurement) == [value(Self.first)])
        #expect(
            try joiner.accept(value("0000 0A01"), at: now).map(\.measurement)
                == [value("0410 0901 03"), value("0000 0A01")]
        )
    }

    @Test("A count of FFFF cannot be said as a number")
    func largestCount() throws {
        let value = BodyCompositionMeasurement(bodyFat: try number("6553.5"))
        #expect(throws: GATTError(.notEncodable, at: 2, expected: "body fat")) { try value.encoded() }
    }

    @Test("The features of scales have their bits and resolutions")
    func features() throws {
        let scale = try WeightScaleFeature(decoding: bytes("BF010000"))
        #expect(scale.isSuperset(of: [.timestamp, .multipleUsers, .bodyMassIndex]))
        #expect(scale.massResolution == 7 && scale.heightResolution == 3)
        let composition = try BodyCompositionFeature(decoding: bytes("FFBF0100"))
        #expect(composition.isSuperset(of: [.impedance, .weight, .height]))
        #expect(composition.massResolution == 7 && composition.heightResolution == 3)
        #expect(try composition.encoded() == bytes("FFBF0100"))
    }
}
