import Testing
import Vitals

@Suite("A measurement")
struct MeasurementTests {
    @Test("keeps its values in the order of its kind")
    func order() throws {
        let measurement = try Measurement(
            kind: .bloodPressure,
            unit: .millimetresOfMercury,
            values: [.meanPressure: .number(97), .diastolicPressure: .number(86), .systolicPressure: .number(124)]
        )
        #expect(measurement.values.map(\.metric) == [.systolicPressure, .diastolicPressure, .meanPressure])
        #expect(measurement[.diastolicPressure]?.number == 86)
        #expect(measurement[.heartRate] == nil)
    }

    @Test("may lack the mean pressure and nothing else")
    func missing() throws {
        let values: [Metric: MeasuredValue] = [.systolicPressure: .number(124), .diastolicPressure: .number(86)]
        let measurement = try Measurement(kind: .bloodPressure, unit: .kilopascals, values: values)
        #expect(measurement[.meanPressure] == nil)
        #expect(throws: MeasurementError.missingMetric(.bloodPressure, .diastolicPressure)) {
            try Measurement(kind: .bloodPressure, unit: .kilopascals, values: [.systolicPressure: .number(124)])
        }
        #expect(throws: MeasurementError.missingMetric(.bodyWeight, .bodyWeight)) {
            try Measurement(kind: .bodyWeight, unit: .kilograms, values: [:])
        }
    }

    @Test("refuses a unit or a metric of another kind")
    func foreign() {
        #expect(throws: MeasurementError.unsuitableUnit(.heartRate, .percent)) {
            try Measurement(kind: .heartRate, unit: .percent, values: [.heartRate: .number(70)])
        }
        #expect(throws: MeasurementError.foreignMetric(.heartRate, .oxygenSaturation)) {
            let values: [Metric: MeasuredValue] = [.heartRate: .number(70), .oxygenSaturation: .number(97)]
            return try Measurement(kind: .heartRate, unit: .perMinute, values: values)
        }
    }

    @Test("becomes canonical with its absences, and stays as it is when it is canonical")
    func canonical() throws {
        let measurement = try Measurement(
            kind: .bloodPressure,
            unit: .kilopascals,
            values: [
                .systolicPressure: .number(ExactDecimal("16.5")), .diastolicPressure: .number(ExactDecimal("11.5")),
                .meanPressure: .absent(.notANumber),
            ]
        )
        let canonical = try measurement.canonical()
        #expect(canonical.unit == .millimetresOfMercury)
        #expect(canonical[.systolicPressure]?.number?.description == "123.76")
        #expect(canonical[.meanPressure] == .absent(.notANumber))
        #expect(try canonical.canonical() == canonical)
    }

    @Test("that no conversion can hold is refused by name")
    func unconvertible() throws {
        let values: [Metric: MeasuredValue] = [.bodyTemperature: .number(ExactDecimal(9, exponent: 127))]
        let measurement = try Measurement(kind: .bodyTemperature, unit: .degreesFahrenheit, values: values)
        #expect(throws: MeasurementError.unconvertible(.bodyTemperature)) { try measurement.canonical() }
    }

    @Test("of each kind has a canonical unit first, and one owner for each metric", arguments: ReadingKind.allCases)
    func kinds(kind: ReadingKind) {
        #expect(kind.units.first == kind.unit)
        #expect(kind.metrics.allSatisfy { $0.unit == kind.unit })
        for metric in kind.metrics {
            #expect(ReadingKind.allCases.filter { $0.metrics.contains(metric) } == [kind])
        }
    }

    @Test("of every kind converts from every unit that devices use", arguments: ReadingKind.allCases)
    func units(kind: ReadingKind) throws {
        for unit in kind.units {
            #expect(try unit.convert(50, to: kind.unit) != nil)
        }
    }
}
