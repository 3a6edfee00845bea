/// What a device indicates from its record access control point, 0x2A52 (GATT Specification Supplement, Record Access
/// Control Point).
///
/// ```
///  0         1          2
/// +---------+----------+----------------------------+
/// | op code | operator |  u16 number of records     |   op code 5, operator 0
/// | op code | operator |  u8 request, u8 response   |   op code 6, operator 0
/// +---------+----------+----------------------------+
/// ```
/// The number has two bytes in all services that Hearth knows (glucose, continuous glucose, pulse oximeter, blood
/// pressure).
public enum RecordAccessResponse: CharacteristicValue {
    /// So many records pass.
    case numberOfRecords(UInt16)
    /// The request of that op code ended so.
    case response(to: RecordAccessOpCode, RecordAccessResponseCode)

    /// 0x2A52.
    public static let uuid = CharacteristicUUID.recordAccessControlPoint

    /// Reads the response from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let opCode = try reader.uint8("op code", in: 5...6)
        _ = try reader.uint8("operator", in: 0...0)
        if opCode == RecordAccessOpCode.numberOfRecords.rawValue {
            self = .numberOfRecords(try reader.uint16("number of records"))
        } else {
            let request = RecordAccessOpCode(rawValue: try reader.uint8("request op code"))
            self = .response(to: request, RecordAccessResponseCode(rawValue: try reader.uint8("response code")))
        }
        try reader.finish()
    }

    /// Writes the response as a device would indicate it.
    ///
    /// - Returns: Four bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        switch self {
        case .numberOfRecords(let number):
            writer.uint8(RecordAccessOpCode.numberOfRecords.rawValue)
            writer.uint8(0)
            writer.uint16(number)
        case .response(let request, let code):
            writer.uint8(RecordAccessOpCode.response.rawValue)
            writer.uint8(0)
            writer.uint8(request.rawValue)
            writer.uint8(code.rawValue)
        }
        return writer.bytes
    }
}
