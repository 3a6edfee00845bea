import Testing
import Vitals

@Suite("Exact decimals as numbers")
struct ExactDecimalNumberTests {
    /// A thousand random pairs whose values, in millionths, fit an `Int128`: an independent reference.
    private static func pairs(seed: UInt64) -> [(ExactDecimal, ExactDecimal)] {
        var random = SeededRandom(seed: seed)
        func decimal() -> ExactDecimal {
            ExactDecimal(
                Int32.random(in: -2000...2000, using: &random),
                exponent: Int8.random(in: -6...3, using: &random)
            )
        }
        return (0..<1000).map { _ in (decimal(), decimal()) }
    }

    private func millionths(_ value: ExactDecimal, scale: Int = 6) -> Int128 {
        (0..<(value.exponent + scale)).reduce(Int128(value.significand)) { result, _ in result * 10 }
    }

    @Test("have the order of the numbers, and equal ones the same hash")
    func order() {
        for (left, right) in Self.pairs(seed: 2) {
            #expect((left < right) == (millionths(left) < millionths(right)))
            #expect((left == right) == (millionths(left) == millionths(right)))
            if left == right { #expect(left.hashValue == right.hashValue) }
        }
    }

    @Test("are ordered across all exponents")
    func extremes() throws {
        let ascending = [
            ExactDecimal(-5, exponent: 127), -2, ExactDecimal(-1, exponent: -128), 0, ExactDecimal(1, exponent: -128),
            ExactDecimal(12, exponent: -1), try ExactDecimal("1.20000000000000001"), ExactDecimal(9), ExactDecimal(10),
            ExactDecimal(5, exponent: 127),
        ]
        #expect(ascending.shuffled().sorted().map(\.description) == ascending.map(\.description))
        #expect(ExactDecimal(0, exponent: 100) == ExactDecimal(0, exponent: -100))
    }

    @Test("add, subtract and multiply exactly")
    func arithmetic() throws {
        for (left, right) in Self.pairs(seed: 3) {
            #expect(try millionths(left + right) == millionths(left) + millionths(right))
            #expect(try millionths(left - right) == millionths(left) - millionths(right))
            #expect(try (left + right) - right == left)
            let product = try left.multiplied(by: right)
            #expect(millionths(product, scale: 12) == millionths(left) * millionths(right))
        }
    }

    @Test("keep the finer precision of a sum")
    func precision() throws {
        #expect(try (ExactDecimal("1.50") + ExactDecimal("0.5")).description == "2.00")
        #expect(try ExactDecimal("1.5").multiplied(by: ExactDecimal("2.0")).description == "3.00")
    }

    @Test("refuse what does not fit instead of rounding it")
    func overflow() throws {
        let large = try ExactDecimal("999999999999999999")
        #expect(throws: ExactDecimalError.tooManyDigits) { try large + 1 }
        #expect(throws: ExactDecimalError.tooManyDigits) { try large.multiplied(by: large) }
        #expect(throws: ExactDecimalError.outOfRange) {
            try ExactDecimal(1, exponent: 127) + ExactDecimal(1, exponent: -128)
        }
        #expect(throws: ExactDecimalError.outOfRange) {
            try ExactDecimal(1, exponent: -100).multiplied(by: ExactDecimal(1, exponent: -100))
        }
        #expect(throws: ExactDecimalError.tooManyDigits) { try ExactDecimal(significand: .min, exponent: 0) }
    }

    @Test(
        "round halves away from zero, and never add digits",
        arguments: [
            ("36.45", 1, "36.5"), ("-36.45", 1, "-36.5"), ("36.449", 1, "36.4"), ("0.5", 0, "1"), ("-0.5", 0, "-1"),
            ("0.49", 0, "0"), ("36.4", 1, "36.4"), ("36", 2, "36"), ("99.95", 1, "100.0"), ("0.000001", 2, "0.00"),
        ]
    )
    func rounding(text: String, digits: Int, expected: String) throws {
        #expect(try ExactDecimal(text).rounded(toFractionDigits: digits).description == expected)
    }

    @Test("round numbers with very many fraction digits to zero")
    func roundingSmall() {
        #expect(ExactDecimal(.max, exponent: -128).rounded(toFractionDigits: 1).description == "0.0")
    }
}
