import HearthCore
import Vitals

/// Decides whether a measurement becomes a reading, and whose, or goes to quarantine, and why.
enum Admission {
    /// Becomes a reading.
    case admitted(AdmittedReading)
    /// Waits for a person.
    case quarantined(QuarantineCause, detail: String)

    /// How far a measurement may lie ahead of the database's clock: home gateways keep time by NTP, and a device is
    /// corrected against them to the second or two; ten minutes is a fault.
    static let futureToleranceSeconds: Int64 = 600
    /// Devices whose clock was never set start in 1970 or 2000; no measurement of a patient is older than Hearth.
    static let earliest = Instant(millisecondsSince1970: 978_307_200_000)  // 2001-01-01T00:00:00Z

    /// Decides what becomes of a measurement.
    ///
    /// Who it belongs to comes first: an attributable fault is easier to review.
    init(_ item: IngestItem, _ attribution: Attribution) {
        self =
            Admission.cause(item.reading, attribution).map { .quarantined($0.0, detail: $0.1) }
            ?? Admission.admit(item, device: attribution.device, patient: attribution.patient)
    }

    /// Takes the measurement for a patient whatever speaks against it, as a person has decided.
    static func admit(_ item: IngestItem, device: DeviceID?, patient: PatientID?) -> Admission {
        guard let device else { return .quarantined(.unknownDevice, detail: "") }
        guard let patient else { return .quarantined(.unassignedDevice, detail: "") }
        do {
            let canonical = try qualified(item.reading).canonical()
            return .admitted(AdmittedReading(item: item, device: device, patient: patient, measurement: canonical))
        } catch {
            return .quarantined(.implausible, detail: error.code)
        }
    }

    private static func cause(_ reading: IncomingReading, _ known: Attribution) -> (QuarantineCause, String)? {
        if known.device == nil { return (.unknownDevice, "") }
        let flags = Set(reading.flags.compactMap(MeasurementFlag.init))
        if flags.contains(where: \.isDisqualifying) { return (.notOfAPatient, "") }
        if flags.contains(.unknownUser) { return (.unknownUserIndex, "") }
        if isClockUnset(reading) { return (.deviceClockUnset, "") }
        if reading.effectiveAt > known.now.adding(seconds: futureToleranceSeconds) { return (.inTheFuture, "") }
        if known.patient == nil { return (known.isAssigned ? .unknownUserIndex : .unassignedDevice, "") }
        return Plausibility.check(qualified(reading)).map { (.implausible, $0.description) }
    }

    /// The measurement without numbers of which the device itself says that they are none.
    private static func qualified(_ reading: IncomingReading) -> Measurement {
        reading.measurement.qualified(by: Set(reading.flags.compactMap(MeasurementFlag.init)))
    }

    /// The device says that its clock is not set or has failed, or sent a time stamp that it does not know, or one of
    /// before anybody can have measured.
    ///
    /// When it was received says nothing about when a stored measurement was taken.
    static func isClockUnset(_ reading: IncomingReading) -> Bool {
        let flags = reading.flags.compactMap(MeasurementFlag.init)
        if flags.contains(where: \.doubtsDeviceClock) || reading.effectiveAt < earliest { return true }
        return reading.deviceTime.map { !$0.isKnown } ?? false
    }
}
