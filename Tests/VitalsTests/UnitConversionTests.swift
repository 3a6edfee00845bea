import Testing
import Vitals

@Suite("Unit conversion")
struct UnitConversionTests {
    @Test(
        "gives the documented precision",
        arguments: [
            ("16.5", .kilopascals, .millimetresOfMercury, "123.76"),
            ("10", .kilopascals, .millimetresOfMercury, "75.01"),
            ("98.6", .degreesFahrenheit, .degreesCelsius, "37.00"), ("32", .degreesFahrenheit, .degreesCelsius, "0.00"),
            ("-40", .degreesFahrenheit, .degreesCelsius, "-40.00"),
            ("97.5", .degreesFahrenheit, .degreesCelsius, "36.39"),
            ("154.32", .pounds, .kilograms, "69.998"), ("70500", .grams, .kilograms, "70.500"),
            ("70500.5", .grams, .kilograms, "70.5005"), ("1.750", .metres, .centimetres, "175.000"),
            ("70.1", .inches, .centimetres, "178.05"), ("5.6", .millimolesPerLitre, .milligramsPerDecilitre, "100.9"),
            ("3.9", .millimolesPerLitre, .milligramsPerDecilitre, "70.3"),
            ("100", .milligramsPerDecilitre, .millimolesPerLitre, "5.55"), ("2.00", .kilograms, .kilograms, "2.00"),
        ] as [(String, Vitals.Unit, Vitals.Unit, String)]
    )
    func table(text: String, from: Vitals.Unit, to: Vitals.Unit, expected: String) throws {
        #expect(try from.convert(ExactDecimal(text), to: to)?.description == expected)
    }

    @Test("is nil between units of different things")
    func unrelated() throws {
        #expect(try Unit.kilograms.convert(70, to: .percent) == nil)
        #expect(try Unit.kilograms.convert(70, to: .pounds) == nil)
    }

    @Test("refuses numbers that no body has, and survives them", arguments: Unit.allCases)
    func extremes(unit: Vitals.Unit) throws {
        for exponent in [Int8.min, -100, -38, 0, 37, 38, 100, Int8.max] {
            for target in Unit.allCases where target != unit {
                let value = ExactDecimal(Int32.max, exponent: exponent)
                do {
                    let converted = try unit.convert(value, to: target)
                    if let converted, exponent < 0 { #expect(converted < ExactDecimal(Int32.max)) }
                } catch {
                    #expect([.outOfRange, .tooManyDigits].contains(error))
                }
            }
        }
    }

    @Test("loses no tenth of a degree, hundredth of a pound or of a kilopascal, and no tenth of an inch")
    func invertible() throws {
        try expectDistinct(700...1200, exponent: -1, from: .degreesFahrenheit, to: .degreesCelsius)
        try expectDistinct(1...50_000, exponent: -2, from: .pounds, to: .kilograms)
        try expectDistinct(1...4000, exponent: -2, from: .kilopascals, to: .millimetresOfMercury)
        try expectDistinct(1...1000, exponent: -1, from: .inches, to: .centimetres)
        try expectDistinct(1...4000, exponent: -2, from: .millimolesPerLitre, to: .milligramsPerDecilitre)
        try expectDistinct(1...1000, exponent: 0, from: .milligramsPerDecilitre, to: .millimolesPerLitre)
    }

    private func expectDistinct(
        _ range: ClosedRange<Int32>,
        exponent: Int8,
        from: Vitals.Unit,
        to: Vitals.Unit
    ) throws {
        var previous: ExactDecimal?
        for significand in range {
            let value = try #require(try from.convert(ExactDecimal(significand, exponent: exponent), to: to))
            if let previous { #expect(previous < value, "\(from.rawValue) \(significand)e\(exponent)") }
            previous = value
        }
    }
}
