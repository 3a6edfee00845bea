import Testing
import Vitals

@Suite("A flag that says that a value is out of the device's range")
struct DeviceRangeTests {
    private func qualified(
        _ kind: ReadingKind,
        _ value: MeasuredValue,
        _ flags: Set<MeasurementFlag>
    ) throws -> MeasuredValue? {
        let metric = try #require(kind.metrics.first)
        let measurement = try Measurement(kind: kind, unit: kind.unit, values: [metric: value])
        let qualified = measurement.qualified(by: flags)
        #expect(qualified.kind == kind && qualified.unit == kind.unit)
        return qualified[metric]
    }

    @Test(
        "takes the number of a glucose result away",
        arguments: [ReadingKind.bloodGlucose, .interstitialGlucose],
        [MeasuredValue.number(0), .number(100), .absent(.notANumber), .absent(.unsuccessful)]
    )
    func glucose(kind: ReadingKind, value: MeasuredValue) throws {
        #expect(try qualified(kind, value, [.resultBelowRange, .batteryLow]) == .absent(.negativeInfinity))
        #expect(try qualified(kind, value, [.resultAboveRange]) == .absent(.positiveInfinity))
        #expect(try qualified(kind, value, [.resultAboveRange, .resultBelowRange]) == .absent(.notANumber))
        #expect(try qualified(kind, value, [.pulseBelowRange, .questionable]) == value)
    }

    @Test("says of a pulse without a number on which side it is, and leaves a number alone")
    func pulse() throws {
        #expect(try qualified(.heartRate, .absent(.notANumber), [.pulseBelowRange]) == .absent(.negativeInfinity))
        #expect(try qualified(.heartRate, .absent(.notANumber), [.pulseAboveRange]) == .absent(.positiveInfinity))
        #expect(try qualified(.heartRate, .number(199), [.pulseAboveRange]) == .number(199))
        #expect(try qualified(.bodyWeight, .absent(.notANumber), [.pulseAboveRange]) == .absent(.notANumber))
    }
}
