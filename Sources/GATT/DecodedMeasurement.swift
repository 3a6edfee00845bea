import Vitals

/// One measurement as the device reported it, before its time is corrected and its patient known.
public struct DecodedMeasurement: Hashable, Sendable {
    /// What was measured, in the device's unit and with its precision; without a number where the flags say that the
    /// value is out of the device's range.
    public let measurement: Measurement

    /// Which of the device's users was measured; nil when the device named none or does not know.
    ///
    /// When the device has users but does not know which one this was, `flags` has `unknownUser`.
    public let userIndex: UInt8?

    /// What the device's clock said, without a zone; nil when the device sent no time.
    public let deviceTime: DeviceTimestamp?

    /// The device's own number for the record; nil when the characteristic has none.
    public let sequenceNumber: UInt32?

    /// What the device reported besides the values, in the order of the specification's bits.
    public internal(set) var flags: [MeasurementFlag]

    /// The bytes of the value that this measurement alone is made of; nil when they are all.
    ///
    /// A value that holds several records gives each its own, so that no two have the same identity.
    public let recordBytes: [UInt8]?

    /// Whether the device itself said that the values do not describe a patient.
    ///
    /// Such a measurement is kept and reviewed, never counted.
    public var isDisqualified: Bool { flags.contains(where: \.isDisqualifying) }

    /// Describes one measurement.
    ///
    /// - Parameters:
    ///   - measurement: What was measured.
    ///   - userID: The device's user id; 0xFF means that the device does not know the user.
    ///   - deviceTime: What the device's clock said.
    ///   - sequenceNumber: The device's own number for the record.
    ///   - flags: What the device reported besides the values.
    ///   - recordBytes: The bytes that this measurement alone is made of.
    init(
        _ measurement: Measurement,
        userID: UInt8? = nil,
        deviceTime: DeviceTimestamp? = nil,
        sequenceNumber: UInt32? = nil,
        flags: [MeasurementFlag] = [],
        recordBytes: [UInt8]? = nil
    ) {
        let isUnknownUser = userID == Self.unknownUserID
        self.measurement = measurement.qualified(by: Set(flags))
        self.userIndex = isUnknownUser ? nil : userID
        self.deviceTime = deviceTime
        self.sequenceNumber = sequenceNumber
        self.recordBytes = recordBytes
        self.flags = isUnknownUser ? flags + [.unknownUser] : flags
    }

    /// The user id that stands for "unknown user" (GATT Specification Supplement, User ID field).
    private static let unknownUserID: UInt8 = 0xFF
}
