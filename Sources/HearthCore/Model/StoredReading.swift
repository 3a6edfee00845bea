import Vitals

/// One reading of a patient: one FHIR Observation.
public struct StoredReading: Hashable, Sendable {
    /// The key.
    public let id: ReadingID
    /// Whose it is.
    public let patient: PatientID
    /// What was measured, in the canonical unit of its kind.
    public let measurement: Measurement
    /// What the device said, when its unit is not the canonical one.
    public let original: Measurement?
    /// When it was measured.
    public let effectiveAt: Instant
    /// When the gateway received it.
    public let receivedAt: Instant
    /// When this version was stored, on the database's clock.
    public let storedAt: Instant
    /// The device's own local time, if it said one.
    public let deviceTime: DeviceTimestamp?
    /// How `effectiveAt` was made of the device's time.
    public let timeCorrection: TimeCorrection
    /// What else the device said.
    public let flags: [String]
    /// The device that measured it.
    public let device: DeviceID
    /// The gateway that uploaded it.
    public let gateway: GatewayID
    /// 1, and one more with each correction and with a withdrawal.
    public let version: Int
    /// What this version is.
    public let status: ReadingStatus
    /// Why this version is there; nil for the first.
    public let note: VersionNote?

    /// Makes the value; the store does.
    public init(
        id: ReadingID,
        patient: PatientID,
        measurement: Measurement,
        original: Measurement?,
        effectiveAt: Instant,
        receivedAt: Instant,
        storedAt: Instant,
        deviceTime: DeviceTimestamp?,
        timeCorrection: TimeCorrection,
        flags: [String],
        device: DeviceID,
        gateway: GatewayID,
        version: Int,
        status: ReadingStatus = .final,
        note: VersionNote? = nil
    ) {
        self.id = id
        self.patient = patient
        self.measurement = measurement
        self.original = original
        self.effectiveAt = effectiveAt
        self.receivedAt = receivedAt
        self.storedAt = storedAt
        self.deviceTime = deviceTime
        self.timeCorrection = timeCorrection
        self.flags = flags
        self.device = device
        self.gateway = gateway
        self.version = version
        self.status = status
        self.note = note
    }
}
