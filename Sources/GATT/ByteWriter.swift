/// Builds the bytes of one characteristic value, the mirror image of `ByteReader`.
///
/// Simulated devices speak through it.
public struct ByteWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    /// Starts with no bytes.
    public init() {}

    /// Writes an unsigned integer of one byte.
    ///
    /// - Parameter value: The integer.
    public mutating func uint8(_ value: UInt8) {
        bytes.append(value)
    }

    /// Writes an unsigned integer of two bytes.
    ///
    /// - Parameter value: The integer.
    public mutating func uint16(_ value: UInt16) {
        littleEndian(UInt64(value), byteCount: 2)
    }

    /// Writes the lower three bytes of an integer.
    ///
    /// - Parameter value: The integer; its highest byte is left out.
    public mutating func uint24(_ value: UInt32) {
        littleEndian(UInt64(value), byteCount: 3)
    }

    /// Writes an unsigned integer of four bytes.
    ///
    /// - Parameter value: The integer.
    public mutating func uint32(_ value: UInt32) {
        littleEndian(UInt64(value), byteCount: 4)
    }

    /// Writes the lower five bytes of an integer.
    ///
    /// - Parameter value: The integer; its three highest bytes are left out.
    public mutating func uint40(_ value: UInt64) {
        littleEndian(value, byteCount: 5)
    }

    private mutating func littleEndian(_ value: UInt64, byteCount: Int) {
        for index in 0..<byteCount {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))))
        }
    }
}
