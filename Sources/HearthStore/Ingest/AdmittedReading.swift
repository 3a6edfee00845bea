import HearthCore
import Vitals

/// A measurement that becomes a reading of a patient; a reference, as its item is.
final class AdmittedReading: Sendable {
    let item: IngestItem
    let device: DeviceID
    let patient: PatientID
    /// In the canonical unit of its kind.
    let measurement: Measurement

    init(item: IngestItem, device: DeviceID, patient: PatientID, measurement: Measurement) {
        self.item = item
        self.device = device
        self.patient = patient
        self.measurement = measurement
    }

    /// When it was measured.
    var effectiveAt: Instant { item.reading.effectiveAt }
}
