/// The bytes of a text of hexadecimal digits; the test that calls it fails on anything else.
func bytes(_ hex: String) throws -> [UInt8] {
    let digits = Array(hex.filter { $0 != " " })
    return try stride(from: 0, to: digits.count, by: 2).map { index in
        guard index + 1 < digits.count, let byte = UInt8(String(digits[index...index + 1]), radix: 16) else {
            throw NotHexadecimal(text: hex)
        }
        return byte
    }
}

struct NotHexadecimal: Error {
    let text: String
}
