import Vitals

/// The newest reading of a kind, as far as an overview shows it; the list of readings has the rest.
public struct LatestReading: Hashable, Sendable {
    /// The reading's key.
    public let id: ReadingID
    /// 1, and one more with each correction.
    public let version: Int
    /// Whose it is.
    public let patient: PatientID
    /// What was measured, in the canonical unit of its kind.
    public let measurement: Measurement
    /// When it was measured.
    public let effectiveAt: Instant

    /// Makes the value; the store does.
    public init(id: ReadingID, version: Int, patient: PatientID, measurement: Measurement, effectiveAt: Instant) {
        self.id = id
        self.version = version
        self.patient = patient
        self.measurement = measurement
        self.effectiveAt = effectiveAt
    }
}
