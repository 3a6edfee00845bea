/// Which of its records a device is asked for (GATT Specification Supplement, Record Access Control Point, Operator and
/// Operand).
///
/// ```
///  0          1 . . . . . . 2 . . . . . . . . .
/// +----------+ - - - - - - -+ - - - - - - - - -+
/// | operator | filter type  |  one or two u16  |   filter type 1: sequence number (of a CGM, time offset in minutes)
/// +----------+ - - - - - - -+ - - - - - - - - -+
/// ```
/// Filter type 2, the time that the user sees, is not used: a clock can be set back.
public enum RecordFilter: Hashable, Sendable {
    /// 1: all records.
    case all
    /// 2: those up to a number.
    case upTo(UInt16)
    /// 3: those from a number on.
    case from(UInt16)
    /// 4: those from one number to another, both included.
    case range(UInt16, UInt16)
    /// 5: the oldest.
    case first
    /// 6: the most recent.
    case last

    private static let sequenceNumber: UInt8 = 1

    init(from reader: inout ByteReader) throws(GATTError) {
        switch try reader.uint8("operator", in: 1...6) {
        case 1: self = .all
        case 2: self = .upTo(try Self.operand(of: &reader))
        case 3: self = .from(try Self.operand(of: &reader))
        case 4:
            let start = reader.offset + 1  // behind the filter type
            let lower = try Self.operand(of: &reader)
            let upper = try reader.uint16("operand")
            guard lower <= upper else { throw GATTError(.outOfRange, at: start, expected: "an ascending range") }
            self = .range(lower, upper)
        case 5: self = .first
        default: self = .last
        }
    }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .all: writer.uint8(1)
        case .upTo(let number): Self.write(2, [number], to: &writer)
        case .from(let number): Self.write(3, [number], to: &writer)
        case .range(let lower, let upper): Self.write(4, [lower, upper], to: &writer)
        case .first: writer.uint8(5)
        case .last: writer.uint8(6)
        }
    }

    /// Whether a record of that number passes; the oldest and the most recent are for the device to know.
    ///
    /// - Parameter number: The record's number.
    /// - Returns: Whether it passes; true for `first` and `last`.
    public func passes(_ number: UInt16) -> Bool {
        switch self {
        case .all, .first, .last: true
        case .upTo(let limit): number <= limit
        case .from(let limit): number >= limit
        case .range(let lower, let upper): lower <= number && number <= upper
        }
    }

    private static func operand(of reader: inout ByteReader) throws(GATTError) -> UInt16 {
        _ = try reader.uint8("filter type", in: sequenceNumber...sequenceNumber)
        return try reader.uint16("operand")
    }

    private static func write(_ operation: UInt8, _ operands: [UInt16], to writer: inout ByteWriter) {
        writer.uint8(operation)
        writer.uint8(sequenceNumber)
        for operand in operands { writer.uint16(operand) }
    }
}
