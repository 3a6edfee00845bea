/// The check of a Host field's value: `host [":" port]` (RFC 9110 section 7.2).
enum HostField {
    /// True for a name or address that is not empty, with or without a port.
    static func isValid(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        var host = bytes[...]
        let trailingDigits = host.reversed().prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
        let colon = host.index(host.endIndex, offsetBy: -trailingDigits - 1, limitedBy: host.startIndex)
        let isBracketed = host.first == UInt8(ascii: "[")
        if let colon, host[colon] == UInt8(ascii: ":"), !isBracketed || host[..<colon].last == UInt8(ascii: "]") {
            host = host[..<colon]
        }
        guard !host.isEmpty else { return false }
        guard isBracketed else { return isName(host) }
        guard host.last == UInt8(ascii: "]"), host.count > 2 else { return false }
        return host.dropFirst().dropLast().allSatisfy { byte in
            PercentEncoding.hexadecimalValue(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
        }
    }

    private static func isName(_ host: some Collection<UInt8>) -> Bool {
        var iterator = host.makeIterator()
        while let byte = iterator.next() {
            if byte == UInt8(ascii: "%") {
                guard iterator.next().flatMap(PercentEncoding.hexadecimalValue) != nil,
                    iterator.next().flatMap(PercentEncoding.hexadecimalValue) != nil
                else { return false }
            } else if !ByteClass.isRegisteredName(byte) {
                return false
            }
        }
        return true
    }
}
