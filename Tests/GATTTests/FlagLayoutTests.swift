import GATT
import Testing

@Suite("Flags and the fields that they announce")
struct FlagLayoutTests {
    /// The bytes that every value of a characteristic has, and those that each flag bit adds.
    struct Layout: CustomTestStringConvertible, Sendable {
        let uuid: CharacteristicUUID
        let fixed: Int
        let byFlagBit: [Int]
        var flagBytes = 1
        var testDescription: String { "\(uuid)" }
    }

    private static let layouts = [
        Layout(uuid: .bloodPressureMeasurement, fixed: 7, byFlagBit: [0, 7, 2, 1, 2]),
        Layout(uuid: .intermediateCuffPressure, fixed: 7, byFlagBit: [0, 7, 2, 1, 2]),
        Layout(uuid: .temperatureMeasurement, fixed: 5, byFlagBit: [0, 7, 1]),
        Layout(uuid: .intermediateTemperature, fixed: 5, byFlagBit: [0, 7, 1]),
        Layout(uuid: .plxSpotCheckMeasurement, fixed: 5, byFlagBit: [7, 2, 3, 2, 0]),
        Layout(uuid: .plxContinuousMeasurement, fixed: 5, byFlagBit: [4, 4, 2, 3, 2]),
        Layout(uuid: .heartRateMeasurement, fixed: 2, byFlagBit: [1, 0, 0, 2]),
        Layout(uuid: .weightMeasurement, fixed: 3, byFlagBit: [0, 7, 1, 4]),
        Layout(uuid: .enhancedBloodPressureMeasurement, fixed: 7, byFlagBit: [0, 4, 2, 1, 2, 4, 0]),
        Layout(uuid: .enhancedIntermediateCuffPressure, fixed: 3, byFlagBit: [0, 4, 2, 1, 2, 4, 0]),
        Layout(
            uuid: .bodyCompositionMeasurement,
            fixed: 4,
            byFlagBit: [0, 7, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0],
            flagBytes: 2
        ),
        Layout(uuid: .glucoseMeasurement, fixed: 10, byFlagBit: [2, 3, 0, 2, 0]),
        Layout(uuid: .glucoseMeasurementContext, fixed: 3, byFlagBit: [3, 1, 1, 3, 3, 0, 2, 1]),
    ]

    @Test("Every combination of flags has exactly the bytes of its fields", arguments: layouts)
    func lengths(_ layout: Layout) throws {
        for flags in 0..<1 << layout.byFlagBit.count {
            let announced = layout.byFlagBit.enumerated().filter { flags >> $0.offset & 1 == 1 }
            let length = announced.reduce(layout.fixed) { $0 + $1.element }
            let bytes = (0..<layout.flagBytes).map { UInt8(truncatingIfNeeded: flags >> ($0 * 8)) }
            #expect(code(layout.uuid, bytes, paddedTo: length - 1) == .truncated)
            #expect(code(layout.uuid, bytes, paddedTo: length) == nil)
            #expect(code(layout.uuid, bytes, paddedTo: length + 1) == .trailingBytes)
        }
    }

    /// What is wrong with a value of nothing but flags and zeros; zeros are allowed in every field.
    private func code(_ uuid: CharacteristicUUID, _ flags: [UInt8], paddedTo length: Int) -> GATTError.Code? {
        do throws(GATTError) {
            let value = flags + [UInt8](repeating: 0, count: length - flags.count)
            _ = try MeasurementCharacteristic.decode(uuid: uuid.rawValue, bytes: value)
            return nil
        } catch {
            return error.code
        }
    }
}
