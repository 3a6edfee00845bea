/// A device's identifier by its manufacturer, 0x2A23 (Device Information Service 1.1, 3.9).
///
/// ```
///  0                          5                8
/// +--------------------------+----------------+
/// | manufacturer identifier  |      OUI       |   40 and 24 bits, each little-endian
/// +--------------------------+----------------+
/// ```
public struct SystemID: CharacteristicValue {
    /// 0x2A23.
    public static let uuid = CharacteristicUUID.systemID

    /// The manufacturer's own number of the device, 40 bits.
    public let manufacturerIdentifier: UInt64
    /// The manufacturer, as the IEEE has registered it, 24 bits.
    public let organizationallyUniqueIdentifier: UInt32

    /// Describes an identifier, as a simulated device does.
    ///
    /// - Parameters:
    ///   - manufacturerIdentifier: The manufacturer's own number of the device, 40 bits.
    ///   - organizationallyUniqueIdentifier: The manufacturer's IEEE number, 24 bits.
    public init(manufacturerIdentifier: UInt64, organizationallyUniqueIdentifier: UInt32) {
        self.manufacturerIdentifier = manufacturerIdentifier
        self.organizationallyUniqueIdentifier = organizationallyUniqueIdentifier
    }

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        manufacturerIdentifier = try reader.uint40("manufacturer identifier")
        organizationallyUniqueIdentifier = try reader.uint24("organizationally unique identifier")
        try reader.finish()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Eight bytes.
    /// - Throws: `GATTError.Code.notEncodable` when a part has more bits than its field.
    public func encoded() throws(GATTError) -> [UInt8] {
        guard manufacturerIdentifier < 1 << 40 else {
            throw GATTError(.notEncodable, at: 0, expected: "manufacturer identifier")
        }
        guard organizationallyUniqueIdentifier < 1 << 24 else {
            throw GATTError(.notEncodable, at: 5, expected: "organizationally unique identifier")
        }
        var writer = ByteWriter()
        writer.uint40(manufacturerIdentifier)
        writer.uint24(organizationallyUniqueIdentifier)
        return writer.bytes
    }
}
