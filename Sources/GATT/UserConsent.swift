/// What a gateway writes to the user control point, 0x2A9F, to become a user of a shared device (User Data Service 1.0,
/// 3.3).
///
/// ```
///  0         1            2              4
/// +---------+------------+--------------+
/// | op code | user index | consent code |   2 (consent), u8, u16 (0 to 9999)
/// +---------+------------+--------------+
/// ```
/// Registering users and deleting them or their data have no name here: a person does that at the device.
public struct UserConsent: CharacteristicValue {
    /// 0x2A9F.
    public static let uuid = CharacteristicUUID.userControlPoint

    /// The user's number in the device.
    public let index: UInt8
    /// The code that the user chose at the device, 0 to 9999.
    public let code: UInt16

    private static let opCode: UInt8 = 2
    private static let largestCode: UInt16 = 9999

    /// Describes a consent.
    ///
    /// - Parameters:
    ///   - index: The user's number in the device.
    ///   - code: The code that the user chose at the device, 0 to 9999.
    public init(index: UInt8, code: UInt16) {
        self.index = index
        self.code = code
    }

    /// Reads the request from the bytes of a write, as a simulated device does.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte; any other op code is out of range.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        _ = try reader.uint8("op code", in: Self.opCode...Self.opCode)
        index = try reader.uint8("user index")
        code = try reader.uint16("consent code")
        guard code <= Self.largestCode else {
            throw GATTError(.outOfRange, at: 2, expected: "consent code (0...9999)")
        }
        try reader.finish()
    }

    /// Writes the request.
    ///
    /// - Returns: Four bytes.
    /// - Throws: `GATTError.Code.notEncodable` for a code above 9999.
    public func encoded() throws(GATTError) -> [UInt8] {
        guard code <= Self.largestCode else {
            throw GATTError(.notEncodable, at: 2, expected: "consent code (0...9999)")
        }
        var writer = ByteWriter()
        writer.uint8(Self.opCode)
        writer.uint8(index)
        writer.uint16(code)
        return writer.bytes
    }
}
