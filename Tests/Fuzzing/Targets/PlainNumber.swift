import Vitals

/// A decimal number as sign, digits without zeros at either end, and the power of ten of the last digit.
///
/// It is read by other means than `ExactDecimal`, to compare with.
struct PlainNumber: Equatable {
    private let isNegative: Bool
    private let digits: String
    private let power: Int

    init(_ decimal: ExactDecimal) {
        self.init(decimal.significand < 0, String(decimal.significand.magnitude), decimal.exponent)
    }

    /// Reads a text of the grammar of JSON.
    init(_ text: String) {
        let parts = text.split { $0 == "e" || $0 == "E" }
        let unsigned = parts[0].drop { $0 == "-" }
        let fraction = unsigned.split(separator: ".").dropFirst().first ?? ""
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        self.init(text.hasPrefix("-"), unsigned.filter { $0 != "." }, exponent - fraction.count)
    }

    private init(_ isNegative: Bool, _ digits: String, _ power: Int) {
        let leading = digits.drop { $0 == "0" }
        let trailingZeros = leading.reversed().prefix { $0 == "0" }.count
        self.digits = String(leading.dropLast(trailingZeros))
        self.isNegative = isNegative && !self.digits.isEmpty
        self.power = self.digits.isEmpty ? 0 : power + trailingZeros
    }
}
