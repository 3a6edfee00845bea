import GATT
import Testing

/// One value of each measurement characteristic with every flagged field present, written by hand from the layouts.
struct FullValue: CustomTestStringConvertible, Sendable {
    let uuid: CharacteristicUUID
    let hex: String
    /// The lengths, other than the whole, at which the value happens to end with a field that may be the last.
    var completeLengths: Set<Int> = []

    var testDescription: String { "\(uuid)" }

    static let all = [
        FullValue(uuid: .bloodPressureMeasurement, hex: "1F 10F1 A5F0 C3F0 E807060F11111B 3300 02 0400"),
        FullValue(uuid: .intermediateCuffPressure, hex: "1F 10F1 FF07 FF07 E807060F11111B 3300 02 0400"),
        FullValue(uuid: .temperatureMeasurement, hex: "07 D80300FF E807060F11111B 09"),
        FullValue(uuid: .intermediateTemperature, hex: "07 D80300FF E807060F11111B 09"),
        FullValue(uuid: .plxSpotCheckMeasurement, hex: "1F 6100 4800 E807060F11111B 8001 200000 57F0"),
        FullValue(uuid: .plxContinuousMeasurement, hex: "1F 6100 4800 6000 4900 5F00 4A00 8001 200000 57F0"),
        // RR intervals go on to the end of the value, so it may end before any of them.
        FullValue(uuid: .heartRateMeasurement, hex: "1F 4801 6400 0004 1004", completeLengths: [5, 7]),
        FullValue(uuid: .weightMeasurement, hex: "0F 1845 E807060F11111B 03 FA00 B602"),
        FullValue(uuid: .glucoseMeasurement, hex: "1B 0700 E807060F11111B 0000 78B0 11 0000"),
        FullValue(
            uuid: .bodyCompositionMeasurement,
            hex: "FE1F 0901 E807060F11111B 02 1C16 A901 2C26 F832 E02E 6822 2011 1845 B602"
        ),
        FullValue(
            uuid: .enhancedBloodPressureMeasurement,
            hex: "7F 10F1 A5F0 C3F0 2789002E 3300 02 0400 3797002E"
        ),
        FullValue(uuid: .enhancedIntermediateCuffPressure, hex: "7F 10F1 2789002E 3300 02 0400 3797002E"),
        FullValue(uuid: .cgmMeasurement, hex: "0F E3 D2E4 0500 02 14 FF 02F0 E5F3 8E3F"),
        FullValue(uuid: .glucoseMeasurementContext, hex: "FF 0700 00 03 78D0 01 51 2D00 3C 03 3CB0 38E0"),
    ]
}
