import Vitals

/// One well-formed measurement as a gateway submits it, before it is known whose it is.
public struct IncomingReading: Hashable, Sendable {
    /// What makes a repeat harmless.
    public var identity: MeasurementIdentity
    /// The device's identifier as the gateway knows it.
    public var deviceIdentifier: String
    /// The 16-bit UUID of the GATT characteristic that carried it.
    public var characteristic: UInt16
    /// What was measured, in the unit that the device used.
    public var measurement: Measurement
    /// The device's user index, if it said one.
    public var userIndex: Int?
    /// The device's own local time, if it said one.
    public var deviceTime: DeviceTimestamp?
    /// The device's own number of the measurement, if it said one.
    public var sequenceNumber: UInt32?
    /// When it was measured, as far as the gateway can tell.
    public var effectiveAt: Instant
    /// When the gateway received it.
    public var receivedAt: Instant
    /// How `effectiveAt` was made of the device's time.
    public var timeCorrection: TimeCorrection
    /// What else the device said, for example `irregular-pulse`.
    public var flags: [String]
    /// The bytes as the device sent them.
    public var raw: [UInt8]

    /// Makes the value.
    public init(
        identity: MeasurementIdentity,
        deviceIdentifier: String,
        characteristic: UInt16,
        measurement: Measurement,
        userIndex: Int? = nil,
        deviceTime: DeviceTimestamp? = nil,
        sequenceNumber: UInt32? = nil,
        effectiveAt: Instant,
        receivedAt: Instant,
        timeCorrection: TimeCorrection,
        flags: [String] = [],
        raw: [UInt8]
    ) {
        self.identity = identity
        self.deviceIdentifier = deviceIdentifier
        self.characteristic = characteristic
        self.measurement = measurement
        self.userIndex = userIndex
        self.deviceTime = deviceTime
        self.sequenceNumber = sequenceNumber
        self.effectiveAt = effectiveAt
        self.receivedAt = receivedAt
        self.timeCorrection = timeCorrection
        self.flags = flags
        self.raw = raw
    }
}

extension IncomingReading {
    /// The day under which the identity is kept.
    public var identityDay: IdentityDay {
        IdentityDay(deviceTime: deviceTime, sequenceNumber: sequenceNumber, receivedAt: receivedAt)
    }
}
