/// The user for whom a shared device takes the next measurement, 0x2A9A (GATT Specification Supplement, User Index):
/// one byte, 0xFF is an unknown user.
public struct UserIndex: CharacteristicValue {
    /// 0x2A9A.
    public static let uuid = CharacteristicUUID.userIndex

    /// The user's number in the device; nil for an unknown user.
    public let index: UInt8?

    private static let unknown: UInt8 = 0xFF

    /// Describes an index, as a simulated device does.
    ///
    /// - Parameter index: The user's number in the device, 0 to 254; nil for an unknown user.
    public init(index: UInt8?) {
        self.index = index == Self.unknown ? nil : index
    }

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        self.init(index: try reader.uint8("user index"))
        try reader.finish()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: One byte.
    public func encoded() -> [UInt8] { [index ?? Self.unknown] }
}
