import GATT
import Testing
import Vitals

@Suite("Glucose meters")
struct GlucoseTests {
    private static let time = "E807060F11111B"

    /// Bytes of the tests of Nordic Semiconductor's Android BLE Common Library (GlucoseMeasurementDataCallbackTest).
    @Test("A published record has its fields")
    func publishedMeasurement() throws {
        let value = try GlucoseMeasurement(decoding: bytes("1B 0100 E307021B0B0A1E FBFF 1E00 12 0501"))
        #expect(value.sequenceNumber == 1)
        #expect(value.baseTime.description == "2019-02-27T11:10:30")
        #expect(value.userFacingTime?.description == "2019-02-27T11:05:30")
        #expect(value.unit == .milligramsPerDecilitre)
        // 30 kg/L: a number for the test of a decoder, not of a person.
        #expect(value.concentration.map { text($0.value) } == "3000000")
        #expect(value.concentration?.sample == GlucoseSample(.capillaryPlasma, at: .finger))
        #expect(value.status == [.batteryLow, .sampleInsufficient, .temperatureTooLow])
        #expect(value.isContextFollowing)
    }

    /// Bytes of the tests of the same library (GlucoseMeasurementContextDataCallbackTest), with two floats made exact.
    ///
    /// tshark 4.0.17 agrees but for tester and health, whose half bytes it swaps.
    @Test("A published context has its fields")
    func publishedContext() throws {
        let value = try GlucoseMeasurementContext(decoding: bytes("FF 0000 00 03 6400 04 12 3C00 32 04 D2C4 59E1"))
        #expect(value.sequenceNumber == 0 && value.extendedFlags == 0)
        #expect(value.carbohydrate == GlucoseCarbohydrate(.dinner, kilograms: try number("100")))
        #expect(value.meal == .casual)
        #expect(value.testerHealth == GlucoseTesterHealth(tester: .professional, health: .minorIssues))
        #expect(value.exercise == GlucoseExercise(durationSeconds: 60, intensityPercent: 50))
        #expect(
            value.medication == GlucoseMedication(.longActingInsulin, amount: try number("0.1234"), unit: .litres)
        )
        #expect(value.hbA1c.map(text) == "3.45")
        #expect(value.flags == [.casual, .testedByProfessional, .minorHealthIssues])
    }

    /// The values of kg/L and mol/L in front are what tshark 4.0.17 shows for the same bytes.
    @Test(
        "Kilograms and moles a litre become the units that people use, with the device's precision",
        arguments: [
            ("0.00120", "02 0700 \(time) 78B0 11", Reading(.bloodGlucose, .milligramsPerDecilitre, "120")),
            ("0.0055", "06 0800 \(time) 37C0 22", Reading(.bloodGlucose, .millimolesPerLitre, "5.5")),
            ("0.00550", "06 0800 \(time) 26B2 22", Reading(.bloodGlucose, .millimolesPerLitre, "5.50")),
            ("0.001", "02 0800 \(time) 01D0 22", Reading(.bloodGlucose, .milligramsPerDecilitre, "100")),
            ("0.00120", "02 0700 \(time) 78B0 59", Reading(.interstitialGlucose, .milligramsPerDecilitre, "120")),
            ("nan", "02 0700 \(time) FF07 11", Reading(.bloodGlucose, .milligramsPerDecilitre, "not-a-number")),
            ("none", "00 0700 \(time)", Reading(.bloodGlucose, .milligramsPerDecilitre, "unsuccessful")),
        ]
    )
    func units(onWire: String, hex: String, reading: Reading) throws {
        #expect(try measurements(.glucoseMeasurement, hex).map(Reading.init) == [reading])
    }

    @Test(
        "A result out of the meter's range has no number, whatever the meter sent",
        arguments: [
            ("2000", "positive-infinity", MeasurementFlag.resultAboveRange),
            ("4000", "negative-infinity", .resultBelowRange),
        ]
    )
    func outOfRange(status: String, value: String, flag: MeasurementFlag) throws {
        let measured = try measurements(.glucoseMeasurement, "0A 0700 \(Self.time) 78B0 11 \(status)")
        #expect(measured.map(Reading.init) == [Reading(.bloodGlucose, .milligramsPerDecilitre, value)])
        #expect(measured.first?.flags.contains(flag) == true)
    }

    @Test("A result both above and below the range is not a number")
    func contradictoryRange() throws {
        let measured = try measurements(.glucoseMeasurement, "0A 0700 \(Self.time) 78B0 11 6000")
        #expect(measured.map(Reading.init) == [Reading(.bloodGlucose, .milligramsPerDecilitre, "not-a-number")])
    }

    @Test("Control solution is never a patient's", arguments: ["1A", "41", "4A"])
    func controlSolution(sample: String) throws {
        let measured = try #require(try measurements(.glucoseMeasurement, "02 0700 \(Self.time) 78B0 \(sample)").first)
        #expect(measured.isDisqualified)
        #expect(measured.flags.filter { $0 == .controlSolution }.count == 1)
    }

    @Test(
        "The time of a reading is the one that the meter's user saw",
        arguments: [
            ("0000", "2024-06-15T17:17:27"), ("3C00", "2024-06-15T18:17:27"), ("C4FF", "2024-06-15T16:17:27"),
            ("FE7F", "2024-07-08T11:23:27"), ("0180", "2024-05-23T23:10:27"),
        ]
    )
    func timeOffset(offset: String, time: String) throws {
        let measured = try #require(try measurements(.glucoseMeasurement, "01 0700 \(Self.time) \(offset)").first)
        #expect(measured.deviceTime?.description == time)
        #expect(!measured.flags.contains(.deviceClockFault))
    }

    @Test("An offset that the field cannot say leaves the base time in doubt", arguments: ["FF7F", "0080"])
    func timeOverrun(offset: String) throws {
        let measured = try #require(try measurements(.glucoseMeasurement, "01 0700 \(Self.time) \(offset)").first)
        #expect(measured.deviceTime?.description == "2024-06-15T17:17:27")
        #expect(measured.flags == [.deviceClockFault])
    }

    @Test("A time fault is said once")
    func timeFault() throws {
        let measured = try measurements(.glucoseMeasurement, "09 0700 \(Self.time) FF7F 0008")
        #expect(measured.map(\.flags) == [[.deviceClockFault]])
        #expect(MeasurementFlag.deviceClockFault.doubtsDeviceClock)
    }

    @Test("An offset from an unknown date leaves it unknown")
    func unknownDate() throws {
        let measured = try #require(try measurements(.glucoseMeasurement, "01 0700 00000000000000 3C00").first)
        #expect(measured.deviceTime?.isKnown == false)
    }

    @Test("Each bit of a meter's status has its name, and the reserved ones have none")
    func statusNames() {
        let names = (UInt16(0)..<16).map { GlucoseSensorStatus(rawValue: 1 << $0).flags }
        #expect(names.prefix(12).allSatisfy { $0.count == 1 } && Set(names.joined()).count == 12)
        #expect(names.suffix(4).allSatisfy { $0.isEmpty })
        #expect(names[2] == [.sampleInsufficient] && names[9] == [.readInterrupted])
    }

    @Test("Every half byte of a sample survives the round trip")
    func sampleBytes() throws {
        for byte in UInt8.min ... .max {
            let whole = try bytes("02 0700 \(Self.time) 78B0") + [byte]
            #expect(try GlucoseMeasurement(decoding: whole).encoded() == whole)
            let context: [UInt8] = [0x04, 7, 0, byte]
            #expect(try GlucoseMeasurementContext(decoding: context).encoded() == context)
        }
    }

    @Test("Fields of a later version follow a context when a reserved extended flag says so")
    func laterContext() throws {
        let value = try GlucoseMeasurementContext(decoding: bytes("82 0700 01 02 AABB"))
        #expect(value.meal == .afterMeal)
        #expect(throws: GATTError(.trailingBytes, at: 5, expected: "the end of the value")) {
            try GlucoseMeasurementContext(decoding: bytes("82 0700 00 02 AABB"))
        }
    }

    /// Bytes of the tests of Nordic Semiconductor's Android BLE Common Library (GlucoseFeatureDataCallbackTest).
    @Test("A published feature has its bits")
    func feature() throws {
        let value = try GlucoseFeature(decoding: bytes("F003"))
        let expected: GlucoseFeature = [
            .stripTypeDetection, .resultRangeDetection, .temperatureDetection, .readInterruptDetection, .deviceFault,
            .timeFault,
        ]
        #expect(value == expected)
        #expect(try value.encoded() == bytes("F003"))
        #expect(throws: GATTError.self) { try GlucoseFeature(decoding: [0xF0]) }
        #expect(throws: GATTError.self) { try GlucoseFeature(decoding: [0xF0, 3, 0]) }
    }
}
