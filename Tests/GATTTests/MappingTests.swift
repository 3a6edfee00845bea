import GATT
import Testing
import Vitals

@Suite("From characteristic to readings")
struct MappingTests {
    typealias Case = (uuid: CharacteristicUUID, hex: String, readings: [Reading])

    private static let cases: [Case] = [
        // Blood pressure: mmHg, then kPa with one and two decimals, then a mean that the cuff does not have.
        (
            .bloodPressureMeasurement, "00 7C00 5600 6100",
            [Reading(.bloodPressure, .millimetresOfMercury, "124", "86", "97")]
        ),
        (
            .bloodPressureMeasurement, "05 A5F0 73F0 E6E4 4800",
            [Reading(.bloodPressure, .kilopascals, "16.5", "11.5", "12.54"), Reading(.heartRate, .perMinute, "72")]
        ),
        (
            .bloodPressureMeasurement, "04 7C00 5600 FF07 FF07",
            [
                Reading(.bloodPressure, .millimetresOfMercury, "124", "86", "not-a-number"),
                Reading(.heartRate, .perMinute, "not-a-number"),
            ]
        ),
        (
            .bloodPressureMeasurement, "00 FE07 0208 0108",
            [
                Reading(
                    .bloodPressure,
                    .millimetresOfMercury,
                    "positive-infinity",
                    "negative-infinity",
                    "reserved"
                )
            ]
        ),
        (.intermediateCuffPressure, "00 7C00 FF07 FF07", []),
        // Temperature in both units, and one that could not be taken.
        (.temperatureMeasurement, "00 6C0100FF", [Reading(.bodyTemperature, .degreesCelsius, "36.4")]),
        (.temperatureMeasurement, "01 D80300FF", [Reading(.bodyTemperature, .degreesFahrenheit, "98.4")]),
        (.temperatureMeasurement, "00 380E00FE", [Reading(.bodyTemperature, .degreesCelsius, "36.40")]),
        (.temperatureMeasurement, "00 FFFF7F00", [Reading(.bodyTemperature, .degreesCelsius, "not-a-number")]),
        (.intermediateTemperature, "00 6C0100FF", []),
        // Oximetry: only the normal pair of a stream is a reading.
        (
            .plxSpotCheckMeasurement, "00 6100 4800",
            [Reading(.oxygenSaturation, .percent, "97"), Reading(.heartRate, .perMinute, "72")]
        ),
        (
            .plxContinuousMeasurement, "03 6100 4800 5A00 5000 5000 6400",
            [Reading(.oxygenSaturation, .percent, "97"), Reading(.heartRate, .perMinute, "72")]
        ),
        (
            .plxContinuousMeasurement, "10 6100 4800 57F0",
            [
                Reading(.oxygenSaturation, .percent, "97"), Reading(.heartRate, .perMinute, "72"),
                Reading(.perfusionIndex, .percent, "8.7"),
            ]
        ),
        (
            .plxSpotCheckMeasurement, "08 6100 4800 66E3",
            [
                Reading(.oxygenSaturation, .percent, "97"), Reading(.heartRate, .perMinute, "72"),
                Reading(.perfusionIndex, .percent, "8.70"),
            ]
        ),
        (
            .plxContinuousMeasurement, "00 FF07 FF07",
            [
                Reading(.oxygenSaturation, .percent, "not-a-number"),
                Reading(.heartRate, .perMinute, "not-a-number"),
            ]
        ),
        // Heart rate of one and of two bytes.
        (.heartRateMeasurement, "00 48", [Reading(.heartRate, .perMinute, "72")]),
        (.heartRateMeasurement, "01 2C01", [Reading(.heartRate, .perMinute, "300")]),
        (.heartRateMeasurement, "18 48 6400 0004 1004", [Reading(.heartRate, .perMinute, "72")]),
        // Weight counts 5 g or a hundredth of a pound, whatever the feature characteristic says.
        (.weightMeasurement, "00 B036", [Reading(.bodyWeight, .kilograms, "70.000")]),
        (.weightMeasurement, "00 B136", [Reading(.bodyWeight, .kilograms, "70.005")]),
        (.weightMeasurement, "01 4A3C", [Reading(.bodyWeight, .pounds, "154.34")]),
        (.weightMeasurement, "00 FFFF", [Reading(.bodyWeight, .kilograms, "unsuccessful")]),
        (
            .weightMeasurement, "08 B036 E700 D606",
            [
                Reading(.bodyWeight, .kilograms, "70.000"),
                Reading(.bodyMassIndex, .kilogramsPerSquareMetre, "23.1"), Reading(.bodyHeight, .metres, "1.750"),
            ]
        ),
        (
            .weightMeasurement, "09 4A3C E700 B202",
            [
                Reading(.bodyWeight, .pounds, "154.34"), Reading(.bodyMassIndex, .kilogramsPerSquareMetre, "23.1"),
                Reading(.bodyHeight, .inches, "69.0"),
            ]
        ),
    ]

    @Test("Bytes become readings in the device's unit and precision", arguments: cases)
    func readings(_ example: Case) throws {
        #expect(try measurements(example.uuid, example.hex).map(Reading.init) == example.readings)
    }

    @Test("Every reading of a value has its time", arguments: FullValue.all)
    func deviceTime(_ value: FullValue) throws {
        let timeless: Set<CharacteristicUUID> = [.plxContinuousMeasurement, .heartRateMeasurement]
        // The time that the user saw is in the enhanced value another than the clock's; its own tests look at it.
        if value.uuid == .enhancedBloodPressureMeasurement { return }
        // A record of a continuous monitor has a time only together with the start of its session.
        if value.uuid == .cgmMeasurement { return }
        for measured in try measurements(value.uuid, value.hex) {
            #expect(measured.deviceTime?.description == (timeless.contains(value.uuid) ? nil : "2024-06-15T17:17:27"))
            #expect(measured.sequenceNumber == (value.uuid == .glucoseMeasurement ? 7 : nil))
        }
    }

    @Test("Every characteristic to subscribe to becomes readings, and no other does", arguments: FullValue.all)
    func readingCharacteristics(_ value: FullValue) throws {
        let becomesReadings = try !measurements(value.uuid, value.hex).isEmpty
        #expect(MeasurementCharacteristic.readingUUIDs.contains(value.uuid) == becomesReadings)
    }

    @Test(
        "A user is an index, unknown or not spoken of",
        arguments: [
            (.bloodPressureMeasurement, "08 7C00 5600 6100 02", 2, []),
            (.bloodPressureMeasurement, "08 7C00 5600 6100 00", 0, []),
            (.bloodPressureMeasurement, "08 7C00 5600 6100 FF", nil, [.unknownUser]),
            (.bloodPressureMeasurement, "00 7C00 5600 6100", nil, []),
            (.weightMeasurement, "04 B036 03", 3, []),
            (.weightMeasurement, "04 B036 FF", nil, [.unknownUser]),
            (.weightMeasurement, "00 B036", nil, []),
        ] as [(CharacteristicUUID, String, UInt8?, [MeasurementFlag])]
    )
    func user(uuid: CharacteristicUUID, hex: String, index: UInt8?, flags: [MeasurementFlag]) throws {
        let measured = try #require(try measurements(uuid, hex).first)
        #expect(measured.userIndex == index)
        #expect(measured.flags == flags)
    }
}
