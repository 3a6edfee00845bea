import ExactJSON
import HearthCore
import Postgres
import Vitals

/// Release: an entry becomes a reading on the way that every reading takes.
extension QuarantineRepository {
    func release(
        _ id: QuarantineID,
        to patient: PatientID?,
        measuredAt instant: Instant?,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        let waiting = try await database.transaction(of: principal.organization) { transaction in
            try await QuarantineRepository.find(id, transaction)
        }
        try await partitions.ensure(for: [instant ?? waiting.reading.effectiveAt])
        return try await database.transaction(of: principal.organization) { transaction in
            let entry = try await QuarantineRepository.findPending(id, transaction)
            let measured = try QuarantineRepository.reviewed(entry, measuredAt: instant)
            let reading = try await QuarantineRepository.admit(measured, of: entry, to: patient, transaction)
            let decision = QuarantineRepository.decide(id, .released, reason: nil, by: principal, transaction)
            try await ReadingWriter(transaction: transaction).write([reading], and: [decision])
            let stored = try await ReadingRepository.find(reading.item.id, at: reading.effectiveAt, transaction)
            var detail: JSONObject = ["patient": .string(reading.patient.description)]
            detail["effectiveAt"] = instant.map { .string($0.description) }
            try await transaction.audit(.release, .quarantineEntry, id, detail, by: principal)
            return stored
        }
    }

    /// The measurement at the instant that a person gave, where the device's clock or the gateway's cannot be believed.
    private static func reviewed(
        _ entry: QuarantineEntry,
        measuredAt instant: Instant?
    ) throws(CoreError) -> IncomingReading {
        var reading = entry.reading
        let isUnknown = Admission.isClockUnset(reading)
        guard let instant else {
            guard !isUnknown else {
                throw .invalid(field: "effectiveAt", message: "is needed: the device's clock was not set")
            }
            return reading
        }
        let latest = entry.storedAt.adding(seconds: Admission.futureToleranceSeconds)
        guard isUnknown || reading.effectiveAt > latest else {
            throw .invalid(field: "effectiveAt", message: "is not for a measurement whose time is known")
        }
        guard instant >= Admission.earliest else {
            throw .invalid(field: "effectiveAt", message: "is before any measurement of a patient")
        }
        let offset = instant.milliseconds(since: reading.effectiveAt) / 1_000
        reading.timeCorrection = TimeCorrection(reason: .reviewed, offsetSeconds: Int(offset))
        reading.effectiveAt = instant
        return reading
    }

    private static func admit(
        _ measured: IncomingReading,
        of entry: QuarantineEntry,
        to patient: PatientID?,
        _ transaction: TenantTransaction
    ) async throws -> AdmittedReading {
        if let patient { _ = try await PatientRepository.find(patient, transaction, lock: "FOR NO KEY UPDATE") }
        let attributor = Attributor(transaction: transaction)
        let answers = try await transaction.pipeline(attributor.statements(for: [measured]))
        let found = try await attributor.attributions(of: [measured], answers[...])
        guard let known = found.first, let device = known.device, let owner = known.patient ?? patient else {
            throw CoreError.conflict(.stillUnattributable)
        }
        guard patient == nil || patient == owner else { throw CoreError.conflict(.assignedToAnother) }
        guard measured.effectiveAt <= known.now.adding(seconds: Admission.futureToleranceSeconds) else {
            throw CoreError.conflict(.stillInTheFuture)
        }
        let item = IngestItem(id: ReadingID(entry.id.uuid), reading: measured, gateway: entry.gateway)
        guard case .admitted(let reading) = Admission.admit(item, device: device, patient: owner) else {
            throw CoreError.invalid(field: "measurement", message: "cannot be expressed in the unit of its kind")
        }
        return reading
    }
}
