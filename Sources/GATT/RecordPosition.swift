/// How far a device's records have been stored: the last of them, with all its bytes.
///
/// Everything that the device recorded up to it is stored. The bytes tell the record from another that has the same
/// number because the device began to count again.
public struct RecordPosition: Hashable, Sendable {
    /// The record's number in the device.
    public let sequenceNumber: UInt16
    /// The record as the device sent it.
    public let bytes: [UInt8]

    /// Names a record.
    ///
    /// - Parameters:
    ///   - sequenceNumber: The record's number in the device.
    ///   - bytes: The record as the device sent it.
    public init(sequenceNumber: UInt16, bytes: [UInt8]) {
        self.sequenceNumber = sequenceNumber
        self.bytes = bytes
    }

    /// Whether this record comes after another in a count that begins again after 65535.
    func follows(_ other: RecordPosition) -> Bool {
        1..<UInt16(0x8000) ~= sequenceNumber &- other.sequenceNumber
    }
}
