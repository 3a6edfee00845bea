/// Bytes as pairs of hexadecimal digits, with one way to write each.
enum Hexadecimal {
    /// The letters that stand for the digits above nine.
    enum Letters: String {
        case lower = "0123456789abcdef"
        case upper = "0123456789ABCDEF"
    }

    static func text(of bytes: [UInt8], letters: Letters) -> String {
        let digits = Array(letters.rawValue.utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes of a text of such digits; nil when it is anything else.
    static func bytes(of text: String, letters: Letters) -> [UInt8]? {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        let digits = Array(letters.rawValue.utf8)
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let first = iterator.next(), let second = iterator.next() {
            guard let high = digits.firstIndex(of: first), let low = digits.firstIndex(of: second) else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}
