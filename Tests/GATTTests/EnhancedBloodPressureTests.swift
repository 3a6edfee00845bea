import GATT
import Testing
import Vitals

@Suite("Enhanced blood pressure")
struct EnhancedBloodPressureTests {
    @Test(
        "The time that the user saw is the time of the reading",
        arguments: [
            ("62 7C00 5600 6100 2789002E 3797002E", "2024-06-15T18:17:27", []),
            ("60 7C00 5600 6100 2789002E", "2024-06-15T17:17:27", []),
            ("20 7C00 5600 6100 274B18EA", "2024-06-15T17:17:27", []),
            ("42 7C00 5600 6100 2789002E", "2024-06-15T17:17:27", [.timeNotUserFacing]),
            ("00 7C00 5600 6100", nil, []),
        ] as [(String, String?, [MeasurementFlag])]
    )
    func times(hex: String, time: String?, flags: [MeasurementFlag]) throws {
        let measured = try #require(try measurements(.enhancedBloodPressureMeasurement, hex).first)
        #expect(measured.deviceTime?.description == time)
        #expect(measured.flags == flags)
        #expect(Reading(measured) == Reading(.bloodPressure, .millimetresOfMercury, "124", "86", "97"))
    }

    @Test("Pulse, user and status are as in a plain measurement")
    func fields() throws {
        let measured = try measurements(.enhancedBloodPressureMeasurement, "1D A5F0 73F0 E6E4 4800 02 0400")
        #expect(
            measured.map(Reading.init) == [
                Reading(.bloodPressure, .kilopascals, "16.5", "11.5", "12.54"), Reading(.heartRate, .perMinute, "72"),
            ]
        )
        #expect(
            measured.map(\.userIndex) == [2, 2] && measured.map(\.flags) == [[.irregularPulse], [.irregularPulse]]
        )
    }

    @Test(
        "A cuff that offers both forms is asked for the plain one",
        arguments: [([0x2A35, 0x2B34, 0x2A19], [0x2A35]), ([0x2B34, 0x2B35], [0x2B34]), ([0x2A36], [])]
            as [([UInt16], Set<UInt16>)]
    )
    func oneForm(offered: [UInt16], wanted: Set<UInt16>) {
        #expect(MeasurementCharacteristic.readingUUIDs(among: offered) == wanted)
    }

    @Test("The cuff pressure is one number and never a reading")
    func cuffPressure() throws {
        let value = try EnhancedIntermediateCuffPressure(decoding: bytes("00 7C00"))
        #expect(text(value.cuffPressure) == "124")
        #expect(try measurements(.enhancedIntermediateCuffPressure, "00 7C00").isEmpty)
    }
}
