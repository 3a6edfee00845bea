/// A bounds-checked cursor over the bytes of one characteristic value.
///
/// Every read names the field it wants, so that a value which ends early says which field is
/// missing and at which byte. Everything on the wire is little-endian (Core Specification, Vol 3,
/// Part F, 3.3.1).
public struct ByteReader: Sendable {
    private let bytes: [UInt8]

    /// The index of the next byte to be read.
    public private(set) var offset = 0

    /// Starts at the first byte.
    ///
    /// - Parameter bytes: The value of the characteristic as the device sent it.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes are left.
    public var remaining: Int { bytes.count - offset }

    /// Reads an unsigned integer of one byte.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The integer.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func uint8(_ field: String) throws(GATTError) -> UInt8 {
        try UInt8(truncatingIfNeeded: littleEndian(byteCount: 1, field))
    }

    /// Reads an unsigned integer of one byte that has a range.
    ///
    /// - Parameters:
    ///   - field: The name of the field, for the error.
    ///   - range: What the definition of the field allows.
    /// - Returns: The integer.
    /// - Throws: `GATTError.Code.truncated` at the missing byte, `GATTError.Code.outOfRange` at a wrong one.
    public mutating func uint8(_ field: String, in range: ClosedRange<UInt8>) throws(GATTError) -> UInt8 {
        let start = offset
        let value = try uint8(field)
        guard range ~= value else {
            throw GATTError(.outOfRange, at: start, expected: "\(field) (\(range.lowerBound)...\(range.upperBound))")
        }
        return value
    }

    /// Reads an unsigned integer of two bytes.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The integer.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func uint16(_ field: String) throws(GATTError) -> UInt16 {
        try UInt16(truncatingIfNeeded: littleEndian(byteCount: 2, field))
    }

    /// Reads an unsigned integer of three bytes.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The integer, at most 0xFFFFFF.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func uint24(_ field: String) throws(GATTError) -> UInt32 {
        try UInt32(truncatingIfNeeded: littleEndian(byteCount: 3, field))
    }

    /// Reads an unsigned integer of four bytes.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The integer.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func uint32(_ field: String) throws(GATTError) -> UInt32 {
        try UInt32(truncatingIfNeeded: littleEndian(byteCount: 4, field))
    }

    /// Reads an unsigned integer of five bytes, the manufacturer's part of a System ID.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The integer, at most 0xFF_FFFF_FFFF.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func uint40(_ field: String) throws(GATTError) -> UInt64 {
        try littleEndian(byteCount: 5, field)
    }

    /// Reads everything that is left.
    ///
    /// - Returns: The remaining bytes, possibly none.
    public mutating func rest() -> [UInt8] {
        defer { offset = bytes.count }
        return Array(bytes[offset...])
    }

    /// The bytes that have been read.
    var consumed: [UInt8] { Array(bytes[..<offset]) }

    /// Ends the reading of a value: what is left over must be accounted for.
    ///
    /// Bytes after the last announced field mean that the flags were misread or the device is
    /// broken, so they are an error. Only when the device set a flag bit that the specification
    /// reserves may there be fields of a later version, which always follow the known ones.
    ///
    /// - Parameter reservedFlags: The flag bits set that have no meaning yet; 0 for none.
    /// - Throws: `GATTError.Code.trailingBytes` at the first byte too many.
    public func finish(reservedFlags: UInt8 = 0) throws(GATTError) {
        guard remaining == 0 || reservedFlags != 0 else {
            throw GATTError(.trailingBytes, at: offset, expected: "the end of the value")
        }
    }

    private mutating func littleEndian(byteCount: Int, _ field: String) throws(GATTError) -> UInt64 {
        guard remaining >= byteCount else {
            let size = byteCount == 1 ? "1 byte" : "\(byteCount) bytes"
            throw GATTError(.truncated, at: bytes.count, expected: "\(field) (\(size) from byte \(offset))")
        }
        defer { offset += byteCount }
        return bytes[offset..<offset + byteCount].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
