/// How long the session of a continuous glucose monitor may be, 0x2AAB (GATT Specification Supplement, CGM Session Run
/// Time): u16 hours, and a u16 checksum if the device protects its values.
public struct CGMSessionRunTime: CharacteristicValue {
    /// 0x2AAB.
    public static let uuid = CharacteristicUUID.cgmSessionRunTime

    /// Hours from the start of the session.
    public let hours: UInt16
    /// Whether the value has a checksum.
    public let isProtected: Bool

    /// Describes a run time, as a simulated device does.
    ///
    /// - Parameters:
    ///   - hours: Hours from the start of the session.
    ///   - isProtected: Whether the value has a checksum.
    public init(hours: UInt16, isProtected: Bool = false) {
        self.hours = hours
        self.isProtected = isProtected
    }

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        hours = try reader.uint16("session run time")
        isProtected = try reader.finishWithChecksum()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Two or four bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint16(hours)
        if isProtected { writer.checksum() }
        return writer.bytes
    }
}
