import GATT
import Testing
import Vitals

@Suite("What devices report besides values")
struct MeasurementFlagTests {
    @Test(
        "Each bit of a cuff's status has its name",
        arguments: [
            (0x0001, [.bodyMovement]), (0x0002, [.cuffTooLoose]), (0x0004, [.irregularPulse]),
            (0x0008, [.pulseAboveRange]), (0x0010, [.pulseBelowRange]), (0x0018, []), (0x0020, [.improperPosition]),
            (0xFFC0, []), (0x0025, [.bodyMovement, .irregularPulse, .improperPosition]),
        ] as [(UInt16, [MeasurementFlag])]
    )
    func cuff(bits: UInt16, flags: [MeasurementFlag]) throws {
        #expect(BloodPressureStatus(rawValue: bits).flags == flags)
    }

    @Test("Each bit of an oximeter's measurement status has its name")
    func oximeterMeasurement() {
        let names: [MeasurementFlag] = [
            .ongoing, .earlyEstimate, .validated, .fullyQualified, .fromStorage, .demonstration, .testing, .calibrating,
            .unavailable, .questionable, .invalid,
        ]
        for bit in UInt16(0)..<16 {
            let expected = bit < 5 ? [] : [names[Int(bit) - 5]]
            #expect(PLXMeasurementStatus(rawValue: 1 << bit).flags == expected)
        }
    }

    @Test("Each bit of an oximeter's device status has its name and the reserved ones have none")
    func oximeterDevice() {
        let names = (UInt32(0)..<24).map { PLXDeviceAndSensorStatus(rawValue: 1 << $0).flags }
        #expect(names.prefix(16).allSatisfy { $0.count == 1 })
        #expect(Set(names.joined()).count == 16)
        #expect(names.suffix(8).allSatisfy { $0.isEmpty })
        #expect(names[5] == [.lowPerfusion] && names[11] == [.sensorUnconnectedToUser])
    }

    @Test(
        "Demonstration, test, calibration, no measurement and invalid disqualify; doubt does not",
        arguments: [
            (0x0400, true), (0x0800, true), (0x1000, true), (0x2000, true), (0x8000, true), (0x0020, false),
            (0x0040, false), (0x0080, false), (0x0100, false), (0x0200, false), (0x4000, false),
        ] as [(UInt16, Bool)]
    )
    func disqualified(status: UInt16, expected: Bool) throws {
        let value = PLXSpotCheckMeasurement(
            spotCheck: SpO2PR(oxygenSaturation: try number("97"), pulseRate: try number("72")),
            measurementStatus: PLXMeasurementStatus(rawValue: status)
        )
        let measured = try PLXSpotCheckMeasurement(decoding: value.encoded()).measurements
        #expect(measured.map(\.isDisqualified) == [expected, expected])
    }

    @Test("An oximeter's unset clock is said")
    func unsetClock() throws {
        let measured = try measurements(.plxSpotCheckMeasurement, "11 6100 4800 E807060F11111B")
        #expect(measured.map(\.flags) == [[.deviceClockNotSet], [.deviceClockNotSet]])
    }

    @Test(
        "Only a belt that can tell says that it does not touch the skin",
        arguments: [("00 48", []), ("02 48", []), ("04 48", [.noSkinContact]), ("06 48", [])]
            as [(String, [MeasurementFlag])]
    )
    func skinContact(hex: String, flags: [MeasurementFlag]) throws {
        #expect(try measurements(.heartRateMeasurement, hex).map(\.flags) == [flags])
    }

    @Test(
        "The place of a temperature is named, and a reserved place is not guessed",
        arguments: [
            ("01", [.siteArmpit]), ("02", [.siteBody]), ("03", [.siteEar]), ("04", [.siteFinger]),
            ("05", [.siteGastrointestinalTract]), ("06", [.siteMouth]), ("07", [.siteRectum]), ("08", [.siteToe]),
            ("09", [.siteTympanum]), ("00", []), ("0A", []), ("FF", []),
        ] as [(String, [MeasurementFlag])]
    )
    func temperatureSite(type: String, flags: [MeasurementFlag]) throws {
        #expect(try measurements(.temperatureMeasurement, "04 6C0100FF" + type).map(\.flags) == [flags])
    }

    @Test("The name of a flag is one that the API takes", arguments: MeasurementFlag.allCases)
    func wireName(_ flag: MeasurementFlag) {
        #expect(1...40 ~= flag.rawValue.utf8.count)
        #expect(flag.rawValue.allSatisfy { $0 == "-" || "a"..."z" ~= $0 })
    }
}
