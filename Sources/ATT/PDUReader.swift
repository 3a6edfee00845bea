/// Reads the fields of one PDU in order and never past its end.
struct PDUReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    func fault(_ fault: PDUFault, at byte: Int? = nil) -> ATTError {
        .malformed(opcode: bytes.first, byte: byte ?? offset, fault: fault)
    }

    mutating func uint8() throws(ATTError) -> UInt8 { try take(1)[0] }

    mutating func uint16() throws(ATTError) -> UInt16 {
        let field = try take(2)
        return UInt16(field[0]) | UInt16(field[1]) << 8
    }

    /// A UUID of exactly `count` bytes, 2 or 16.
    mutating func uuid(count: Int) throws(ATTError) -> BluetoothUUID {
        let start = offset
        guard let uuid = BluetoothUUID(littleEndian: try take(count)) else { throw fault(.invalidFormat, at: start) }
        return uuid
    }

    mutating func take(_ count: Int) throws(ATTError) -> [UInt8] {
        guard count <= remaining else { throw fault(.truncated, at: bytes.count) }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// What is left, at the most the longest value of an attribute.
    mutating func value() throws(ATTError) -> [UInt8] {
        guard remaining <= ATTLimits.maximumValueBytes else {
            throw fault(.tooLong, at: offset + ATTLimits.maximumValueBytes)
        }
        return try take(remaining)
    }

    func end() throws(ATTError) {
        guard remaining == 0 else { throw fault(.trailingBytes) }
    }

    /// The number of entries of `length` bytes that fill the rest exactly.
    func entries(of length: Int) throws(ATTError) -> Int {
        guard remaining > 0 else { throw fault(.emptyList) }
        let (count, rest) = remaining.quotientAndRemainder(dividingBy: length)
        guard rest == 0 else { throw fault(.truncated, at: bytes.count) }
        return count
    }
}
