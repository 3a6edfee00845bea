/// Bytes as pairs of hexadecimal digits, with one way to write each.
enum Hexadecimal {
    /// The letters that stand for the digits above nine.
    enum Letters {
        case lower
        case upper

        /// The letter that stands for ten.
        fileprivate var first: UInt8 { self == .lower ? UInt8(ascii: "a") : UInt8(ascii: "A") }
    }

    static func text(of bytes: [UInt8], letters: Letters) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.count)
        for byte in bytes {
            for digit in [byte >> 4, byte & 15] {
                text.append(digit < 10 ? UInt8(ascii: "0") + digit : letters.first + digit - 10)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text of such digits; nil when it is anything else.
    static func bytes(of text: String, letters: Letters) -> [UInt8]? {
        let digits = text.utf8
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for character in digits {
            guard let digit = value(of: character, letters) else { return nil }
            if let pending = high {
                bytes.append(pending << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }

    private static func value(of character: UInt8, _ letters: Letters) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case letters.first...letters.first + 5: character - letters.first + 10
        default: nil
        }
    }
}
