import Testing
import Vitals

@Suite("Plausibility")
struct PlausibilityTests {
    private func single(_ kind: ReadingKind, _ unit: Vitals.Unit, _ value: MeasuredValue) throws -> Vitals.Measurement {
        try Measurement(
            kind: kind,
            unit: unit,
            values: Dictionary(uniqueKeysWithValues: kind.metrics.map { ($0, value) })
        )
    }

    @Test("includes both ends of a range and nothing beyond", arguments: Metric.allCases)
    func ends(metric: Metric) throws {
        let kind = ReadingKind.allCases.first { $0.metrics == [metric] } ?? .bloodPressure
        guard kind != .bloodPressure else { return try pressureEnds(metric) }
        let (range, step) = (metric.plausibleRange, ExactDecimal(1, exponent: -3))
        #expect(try Plausibility.check(single(kind, kind.unit, .number(range.lowerBound))) == nil)
        #expect(try Plausibility.check(single(kind, kind.unit, .number(range.upperBound))) == nil)
        #expect(try Plausibility.check(single(kind, kind.unit, .number(range.lowerBound - step))) == .tooLow(metric))
        #expect(try Plausibility.check(single(kind, kind.unit, .number(range.upperBound + step))) == .tooHigh(metric))
    }

    private func pressureEnds(_ metric: Metric) throws {
        let range = metric.plausibleRange
        for (value, expected) in [
            (range.lowerBound, nil), (range.upperBound, nil), (try range.lowerBound - 1, .tooLow(metric)),
            (try range.upperBound + 1, .tooHigh(metric)),
        ] as [(ExactDecimal, ImplausibleReason?)] {
            var values: [Metric: MeasuredValue] = [
                .systolicPressure: .number(320), .diastolicPressure: .number(15), .meanPressure: .number(100),
            ]
            values[metric] = .number(value)
            let measurement = try Measurement(kind: .bloodPressure, unit: .millimetresOfMercury, values: values)
            #expect(Plausibility.check(measurement) == expected)
        }
    }

    @Test(
        "asks that the systolic pressure is above the diastolic",
        arguments: [(80, 120, false), (90, 90, false), (91, 90, true)]
    )
    func swapped(systolic: Int32, diastolic: Int32, isPlausible: Bool) throws {
        let values: [Metric: MeasuredValue] = [
            .systolicPressure: .number(ExactDecimal(systolic)), .diastolicPressure: .number(ExactDecimal(diastolic)),
        ]
        let measurement = try Measurement(kind: .bloodPressure, unit: .millimetresOfMercury, values: values)
        #expect(Plausibility.check(measurement) == (isPlausible ? nil : .systolicNotAboveDiastolic))
    }

    @Test("is judged in the canonical unit")
    func units() throws {
        #expect(try Plausibility.check(single(.bodyTemperature, .degreesFahrenheit, .number(100))) == nil)
        #expect(
            try Plausibility.check(single(.bodyTemperature, .degreesCelsius, .number(100)))
                == .tooHigh(.bodyTemperature)
        )
        #expect(
            try Plausibility.check(single(.bodyTemperature, .degreesFahrenheit, .number(37)))
                == .tooLow(.bodyTemperature)
        )
    }

    @Test("refuses the pulse of a cuff that sends it big-endian, and numbers beyond conversion")
    func absurd() throws {
        let pulse = ExactDecimal(-256, exponent: 3)
        #expect(try Plausibility.check(single(.heartRate, .perMinute, .number(pulse))) == .tooLow(.heartRate))
        let hot = ExactDecimal(9, exponent: 127)
        #expect(
            try Plausibility.check(single(.bodyTemperature, .degreesFahrenheit, .number(hot)))
                == .tooHigh(.bodyTemperature)
        )
        #expect(
            try Plausibility.check(single(.bodyTemperature, .degreesFahrenheit, .number(-hot)))
                == .tooLow(.bodyTemperature)
        )
    }

    @Test("has nothing against an absent value", arguments: AbsenceReason.allCases)
    func absent(reason: AbsenceReason) throws {
        #expect(try Plausibility.check(single(.bodyWeight, .kilograms, .absent(reason))) == nil)
        #expect(try Plausibility.check(single(.bloodPressure, .kilopascals, .absent(reason))) == nil)
    }

    @Test("names the metric and never the value")
    func description() {
        #expect(ImplausibleReason.tooHigh(.heartRate).description == "implausible.too-high: heart-rate")
    }
}
