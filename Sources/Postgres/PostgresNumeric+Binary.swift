/// The binary form of `numeric` (numeric_send in the server's numeric.c):
///
///     | digit count: 2 | weight: 2 | sign: 2 | digits after the point: 2 | digit: 2 | digit: 2 | …
///
/// All in network byte order. A digit counts to 9,999; the first one stands for 10,000 to the power of the weight.
/// Zeros at either end are left out.
extension PostgresNumeric {
    private static let negativeSign: UInt16 = 0x4000
    private static let positiveSign: UInt16 = 0x0000
    private static let headerBytes = 8
    private static let decimalsPerDigit = 4
    private static let base: UInt128 = 10_000

    func appendBinary(to bytes: inout [UInt8]) throws(PostgresError) {
        guard PostgresNumeric.exponents.contains(exponent) else {
            throw PostgresError(.invalidParameter, "the exponent \(exponent) does not fit a numeric")
        }
        // Align to a whole base-10,000 digit: exponent = 4 * lowestWeight + shift, shift in 0...3.
        var lowestWeight = exponent >> 2
        var rest = UInt128(significand.magnitude)
        for _ in 0..<(exponent & 3) { rest *= 10 }
        var digits: [UInt16] = []
        while rest > 0 {
            let digit = UInt16(rest % PostgresNumeric.base)
            rest /= PostgresNumeric.base
            if digit == 0 && digits.isEmpty {
                lowestWeight += 1
            } else {
                digits.append(digit)
            }
        }
        let weight = digits.isEmpty ? 0 : lowestWeight + digits.count - 1
        bytes.appendInteger(UInt16(digits.count))
        bytes.appendInteger(Int16(weight))
        bytes.appendInteger(significand < 0 ? PostgresNumeric.negativeSign : PostgresNumeric.positiveSign)
        bytes.appendInteger(UInt16(max(0, -exponent)))
        for digit in digits.reversed() { bytes.appendInteger(digit) }
    }

    /// Reads the binary form; nil when it is malformed, not a finite number, or has too many digits for 64 bits.
    init?(binary bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= PostgresNumeric.headerBytes else { return nil }
        let count = Int(bytes.integer(at: 0, as: UInt16.self))
        let weight = Int(bytes.integer(at: 2, as: Int16.self))
        let sign = bytes.integer(at: 4, as: UInt16.self)
        let scale = Int(bytes.integer(at: 6, as: UInt16.self))
        guard sign == PostgresNumeric.positiveSign || sign == PostgresNumeric.negativeSign,
            bytes.count == PostgresNumeric.headerBytes + 2 * count
        else { return nil }
        var magnitude: UInt128 = 0
        for index in 0..<count {
            let digit = bytes.integer(at: PostgresNumeric.headerBytes + 2 * index, as: UInt16.self)
            guard let next = magnitude.appending(UInt128(digit), factor: PostgresNumeric.base) else { return nil }
            magnitude = next
        }
        // The digits read so far count units of 10,000 to the power of the last digit's weight.
        let have = count == 0 ? -scale : (weight - count + 1) * PostgresNumeric.decimalsPerDigit
        guard let aligned = magnitude.shifted(decimals: have + scale),
            let significand = Int64(magnitude: aligned, isNegative: sign == PostgresNumeric.negativeSign)
        else { return nil }
        self.init(significand: significand, exponent: -scale)
    }
}

extension UInt128 {
    fileprivate func appending(_ digit: UInt128, factor: UInt128) -> UInt128? {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        let (sum, carry) = product.addingReportingOverflow(digit)
        return overflow || carry ? nil : sum
    }

    /// Multiplied by ten for every decimal; divided for every missing one, which must leave no remainder.
    fileprivate func shifted(decimals: Int) -> UInt128? {
        var value = self
        if value == 0 { return 0 }
        for _ in 0..<Swift.max(0, decimals) {
            guard let next = value.appending(0, factor: 10) else { return nil }
            value = next
        }
        for _ in 0..<Swift.max(0, -decimals) {
            guard value % 10 == 0 else { return nil }
            value /= 10
        }
        return value
    }
}

extension Int64 {
    fileprivate init?(magnitude: UInt128, isNegative: Bool) {
        guard let value = Int64(exactly: isNegative ? -Int128(clamping: magnitude) : Int128(clamping: magnitude))
        else { return nil }
        self = value
    }
}
