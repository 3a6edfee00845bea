import Testing
import Vitals

@Suite("The text of an exact decimal")
struct ExactDecimalTextTests {
    @Test(
        "is kept with its precision",
        arguments: [
            ("0", 0, 0), ("2", 2, 0), ("2.0", 20, -1), ("2.00", 200, -2), ("-51.1", -511, -1), ("0.05", 5, -2),
            ("0.00", 0, -2), ("26.1633", 261_633, -4), ("999999999999999999", 999_999_999_999_999_999, 0),
            ("0.999999999999999999", 999_999_999_999_999_999, -18), ("-0.5", -5, -1),
        ] as [(String, Int64, Int)]
    )
    func roundTrip(text: String, significand: Int64, exponent: Int) throws {
        let value = try ExactDecimal(text)
        #expect(value.significand == significand)
        #expect(value.exponent == exponent)
        #expect(value.description == text)
    }

    @Test(
        "is read with an exponent and written without",
        arguments: [
            ("1.5e2", "150"), ("1E3", "1000"), ("12e-1", "1.2"), ("120E-01", "12.0"), ("1e+2", "100"), ("-0", "0"),
            ("0e400", "0"), ("1e-3", "0.001"), ("5e20", "500000000000000000000"),
        ]
    )
    func exponents(text: String, plain: String) throws {
        #expect(try ExactDecimal(text).description == plain)
    }

    @Test(
        "is refused when it is no number",
        arguments: [
            "", "-", ".", "1.", ".5", "+1", "01", "-01", "NaN", "Infinity", "1e", "1e+", "1,5", " 1", "1 ", "0x10", "١",
            "1.2.3", "--1", "1e1.5",
        ]
    )
    func notANumber(text: String) {
        #expect(throws: ExactDecimalError.notANumber) { try ExactDecimal(text) }
    }

    @Test(
        "is refused when it is out of bounds",
        arguments: [
            ("1e400", .outOfRange), ("1e-400", .outOfRange), ("1e99999999999999999999", .outOfRange),
            ("1e128", .outOfRange), ("1e-129", .outOfRange), ("1000000000000000001", .tooManyDigits),
            ("0.1234567890123456789", .tooManyDigits), ("1000000000000000000.5", .tooManyDigits),
        ] as [(String, ExactDecimalError)]
    )
    func outOfBounds(text: String, error: ExactDecimalError) {
        #expect(throws: error) { try ExactDecimal(text) }
    }

    @Test("is refused for its length before its digits are looked at", arguments: [161, 1_000_000])
    func tooLong(count: Int) {
        #expect(throws: ExactDecimalError.tooLong) { try ExactDecimal(String(repeating: "9", count: count)) }
    }

    @Test("reads what it writes, for every number that a FLOAT can carry")
    func everyExponent() throws {
        var random = SeededRandom(seed: 1)
        for exponent in Int8.min...Int8.max {
            let significand = Int32.random(in: -8_388_608...8_388_607, using: &random)
            let value = ExactDecimal(significand, exponent: exponent)
            let reread = try ExactDecimal(value.description)
            #expect(reread.hasSameRepresentation(as: value), "\(significand)e\(exponent)")
            #expect(!value.description.contains("e"))
        }
    }

    @Test("tells 2.0 from 2.00 although they are equal")
    func representation() throws {
        let (short, long) = try (ExactDecimal("2.0"), ExactDecimal("2.00"))
        #expect(short == long)
        #expect(short.hashValue == long.hashValue)
        #expect(!short.hasSameRepresentation(as: long))
        #expect(ExactDecimal(2, exponent: 1).hasSameRepresentation(as: 20))
    }

    @Test("says nothing of the number when it is refused")
    func errorsAreSafe() {
        #expect(ExactDecimalError.tooManyDigits.description == "exact-decimal.too-many-digits")
    }
}
