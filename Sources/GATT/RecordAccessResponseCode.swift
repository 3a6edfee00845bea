/// How a procedure of a record access control point ended (GATT Specification Supplement, Record Access Control Point,
/// Response Code Values).
public struct RecordAccessResponseCode: RawRepresentable, Hashable, Sendable {
    /// The byte of the field.
    public let rawValue: UInt8

    /// Takes the byte of the field.
    ///
    /// - Parameter rawValue: The byte, reserved values included.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// It was done.
    public static let success = RecordAccessResponseCode(rawValue: 1)
    /// The device does not know the op code.
    public static let opCodeNotSupported = RecordAccessResponseCode(rawValue: 2)
    /// The operator does not suit the op code.
    public static let invalidOperator = RecordAccessResponseCode(rawValue: 3)
    /// The device does not know the operator.
    public static let operatorNotSupported = RecordAccessResponseCode(rawValue: 4)
    /// The operand does not suit the operator.
    public static let invalidOperand = RecordAccessResponseCode(rawValue: 5)
    /// No record passes the filter.
    public static let noRecordsFound = RecordAccessResponseCode(rawValue: 6)
    /// There was nothing to abort, or it could not be aborted.
    public static let abortUnsuccessful = RecordAccessResponseCode(rawValue: 7)
    /// The device could not do it for a reason of its own.
    public static let procedureNotCompleted = RecordAccessResponseCode(rawValue: 8)
    /// The device does not know the filter.
    public static let operandNotSupported = RecordAccessResponseCode(rawValue: 9)

    /// Whether a device says with this that it does not do what was asked, so that asking again is no use.
    public var isUnsupported: Bool {
        [.opCodeNotSupported, .invalidOperator, .operatorNotSupported, .invalidOperand, .operandNotSupported]
            .contains(self)
    }
}
