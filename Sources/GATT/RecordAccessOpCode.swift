/// What is asked of a record access control point, or answered by it (GATT Specification Supplement, Record Access
/// Control Point).
///
/// Op code 2 deletes records from the device. It has no name here on purpose: what is not expressible is not sent.
public struct RecordAccessOpCode: RawRepresentable, Hashable, Sendable {
    /// The byte of the field.
    public let rawValue: UInt8

    /// Takes the byte of the field.
    ///
    /// - Parameter rawValue: The byte, reserved values included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Report stored records.
    public static let reportRecords = RecordAccessOpCode(rawValue: 1)
    /// Abort what is going on.
    public static let abort = RecordAccessOpCode(rawValue: 3)
    /// Report the number of stored records.
    public static let reportNumberOfRecords = RecordAccessOpCode(rawValue: 4)
    /// The answer to the question for the number.
    public static let numberOfRecords = RecordAccessOpCode(rawValue: 5)
    /// The answer to everything else.
    public static let response = RecordAccessOpCode(rawValue: 6)
}
