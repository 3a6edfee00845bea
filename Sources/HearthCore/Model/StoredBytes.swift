import Vitals

/// A reading with the bytes that its device sent, and what the gateway made of them besides the values.
public struct StoredBytes: Hashable, Sendable {
    /// Most readings that one transaction corrects: each takes a few round trips, and uploads of the patient wait for
    /// all.
    public static let maximumCorrections = 20

    /// The newest version; it counts.
    public let reading: StoredReading
    /// The 16-bit UUID of the characteristic that carried the measurement.
    public let characteristic: UInt16
    /// The index of the person in the device, if it said one.
    public let userIndex: Int?
    /// The device's own number of the measurement, if it has one.
    public let sequenceNumber: UInt32?
    /// The characteristic's value, or the part of it that is this measurement's.
    public let raw: [UInt8]
    /// True when a person has given the reading another value: it is no longer what the bytes say.
    public let isCorrectedByPerson: Bool

    /// Makes the value; the store does.
    public init(
        reading: StoredReading,
        characteristic: UInt16,
        userIndex: Int?,
        sequenceNumber: UInt32?,
        raw: [UInt8],
        isCorrectedByPerson: Bool
    ) {
        self.reading = reading
        self.characteristic = characteristic
        self.userIndex = userIndex
        self.sequenceNumber = sequenceNumber
        self.raw = raw
        self.isCorrectedByPerson = isCorrectedByPerson
    }
}
