/// A number that changes when a device's attribute table does, 0x2B2A (Core Specification, Vol 3, Part G, 7.3): 16
/// bytes.
///
/// Handles that were kept from an earlier connection are good as long as it is the same.
public struct DatabaseHash: CharacteristicValue {
    /// 0x2B2A.
    public static let uuid = CharacteristicUUID.databaseHash

    private static let byteCount = 16

    /// The 16 bytes, as the device sent them.
    public let bytes: [UInt8]

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: `GATTError.Code.truncated` or `GATTError.Code.trailingBytes` when there are not 16.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        guard bytes.count == Self.byteCount else {
            let isShort = bytes.count < Self.byteCount
            throw GATTError(
                isShort ? .truncated : .trailingBytes,
                at: min(bytes.count, Self.byteCount),
                expected: isShort ? "database hash (16 bytes from byte 0)" : "the end of the value"
            )
        }
        self.bytes = bytes
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: 16 bytes.
    public func encoded() -> [UInt8] { bytes }
}
