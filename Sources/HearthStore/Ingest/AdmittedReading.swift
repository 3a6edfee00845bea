import HearthCore
import Vitals

/// A measurement that becomes a reading of a patient.
struct AdmittedReading {
    let item: IngestItem
    let device: DeviceID
    let patient: PatientID
    /// In the canonical unit of its kind.
    let measurement: Measurement

    /// When it was measured.
    var effectiveAt: Instant { item.reading.effectiveAt }
}
