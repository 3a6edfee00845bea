/// How a continuous glucose monitor is, 0x2AA9 (GATT Specification Supplement, CGM Status).
///
/// ```
///  0             2        5
/// +-------------+--------+ - - - - -+
/// | time offset | status |  E2E-CRC |   u16 min, u24, u16 if the device protects its values
/// +-------------+--------+ - - - - -+
/// ```
public struct CGMStatus: CharacteristicValue {
    /// 0x2AA9.
    public static let uuid = CharacteristicUUID.cgmStatus

    /// Minutes since the session began.
    public let timeOffsetMinutes: UInt16
    /// What the device reports about itself.
    public let status: CGMSensorStatus
    /// Whether the value has a checksum.
    public let isProtected: Bool

    /// Describes a state, as a simulated device does.
    ///
    /// - Parameters:
    ///   - timeOffsetMinutes: Minutes since the session began.
    ///   - status: What the device reports about itself.
    ///   - isProtected: Whether the value has a checksum.
    public init(timeOffsetMinutes: UInt16, status: CGMSensorStatus, isProtected: Bool = false) {
        self.timeOffsetMinutes = timeOffsetMinutes
        self.status = status
        self.isProtected = isProtected
    }

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        timeOffsetMinutes = try reader.uint16("time offset")
        status = try CGMSensorStatus(rawValue: reader.uint24("status"))
        isProtected = try reader.finishWithChecksum()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Five or seven bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint16(timeOffsetMinutes)
        writer.uint24(status.rawValue)
        if isProtected { writer.checksum() }
        return writer.bytes
    }
}
