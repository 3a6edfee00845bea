/// What a gateway writes to a record access control point, 0x2A52 (GATT Specification Supplement, Record Access Control
/// Point).
///
/// ```
///  0         1
/// +---------+ - - - - - - - - - - - -+
/// | op code |  operator and operand  |   op code 1 report, 3 abort (operator 0), 4 report the number
/// +---------+ - - - - - - - - - - - -+
/// ```
/// Records cannot be deleted with it: the device is the last copy until the server has answered.
public enum RecordAccessRequest: CharacteristicValue {
    /// Send the records that pass.
    case reportRecords(RecordFilter)
    /// Say how many records pass.
    case reportNumberOfRecords(RecordFilter)
    /// Stop what is going on.
    case abort

    /// 0x2A52.
    public static let uuid = CharacteristicUUID.recordAccessControlPoint

    /// The op code of the request.
    public var opCode: RecordAccessOpCode {
        switch self {
        case .reportRecords: .reportRecords
        case .reportNumberOfRecords: .reportNumberOfRecords
        case .abort: .abort
        }
    }

    /// Reads the request from the bytes of a write, as a simulated device does.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte; any other op code, deletion included, is out of range.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        switch RecordAccessOpCode(rawValue: try reader.uint8("op code")) {
        case .reportRecords: self = .reportRecords(try RecordFilter(from: &reader))
        case .reportNumberOfRecords: self = .reportNumberOfRecords(try RecordFilter(from: &reader))
        case .abort:
            _ = try reader.uint8("operator", in: 0...0)
            self = .abort
        default: throw GATTError(.outOfRange, at: 0, expected: "op code (1, 3 or 4)")
        }
        try reader.finish()
    }

    /// Writes the request.
    ///
    /// - Returns: Two to seven bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(opCode.rawValue)
        switch self {
        case .reportRecords(let filter), .reportNumberOfRecords(let filter): filter.write(to: &writer)
        case .abort: writer.uint8(0)
        }
        return writer.bytes
    }
}
