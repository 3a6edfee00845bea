import Vitals

/// One measurement as a gateway submits it to `POST /v1/readings`: what the device said, and what the gateway added.
public struct ReadingSubmission: Sendable, Hashable {
    /// The device's identifier in its canonical form (`DeviceIdentifier`), for example its Bluetooth address.
    public let device: String
    /// The 16-bit UUID of the characteristic that carried the measurement.
    public let characteristic: UInt16
    /// What was measured, in the unit that the device used.
    public let measurement: Measurement
    /// Which of the device's users measured; nil when the device does not tell users apart.
    public let userIndex: Int?
    /// What the device's clock showed, if it said so.
    public let deviceTime: DeviceTimestamp?
    /// The device's own number of the measurement, if it has one.
    public let sequenceNumber: UInt32?
    /// When the measurement took place, as well as the gateway knows.
    public let effectiveAt: Instant
    /// When the gateway received it.
    public let receivedAt: Instant
    /// How `effectiveAt` came from `deviceTime`.
    public let timeCorrection: TimeCorrection
    /// What else the device said about the measurement, in kebab-case, for example `irregular-pulse`.
    public let flags: [String]
    /// The characteristic's value, byte for byte.
    public let raw: [UInt8]
    /// The value that came apart and belongs to it: a glucose record's context, a body composition's second packet.
    ///
    /// It is not part of the identity: without it, the measurement is the same.
    public let rawSecond: [UInt8]?

    /// Makes a submission.
    public init(
        device: String,
        characteristic: UInt16,
        measurement: Measurement,
        userIndex: Int? = nil,
        deviceTime: DeviceTimestamp? = nil,
        sequenceNumber: UInt32? = nil,
        effectiveAt: Instant,
        receivedAt: Instant,
        timeCorrection: TimeCorrection = .none,
        flags: [String] = [],
        raw: [UInt8],
        rawSecond: [UInt8]? = nil
    ) {
        self.device = DeviceIdentifier.canonical(device)
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
        self.rawSecond = rawSecond
    }

    /// What makes a repeat of this submission harmless; gateway and server compute the same.
    public var identity: MeasurementIdentity {
        MeasurementIdentity(
            device: device,
            characteristic: characteristic,
            kind: measurement.kind,
            deviceTime: deviceTime,
            sequenceNumber: sequenceNumber,
            receivedAt: receivedAt,
            raw: raw
        )
    }
}
