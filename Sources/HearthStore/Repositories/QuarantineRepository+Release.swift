import ExactJSON
import HearthCore
import Postgres
import Vitals

/// Release: an entry becomes a reading on the way that every reading takes.
extension QuarantineRepository {
    func release(
        _ id: QuarantineID,
        to patient: PatientID?,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        let waiting = try await database.transaction(of: principal.organization) { transaction in
            try await QuarantineRepository.find(id, transaction)
        }
        try await partitions.ensure(for: [waiting.reading.effectiveAt])
        return try await database.transaction(of: principal.organization) { transaction in
            let entry = try await QuarantineRepository.findPending(id, transaction)
            let reading = try await QuarantineRepository.admit(entry, to: patient, transaction)
            let decision = QuarantineRepository.decide(id, .released, reason: nil, by: principal, transaction)
            try await ReadingWriter(transaction: transaction).write([reading], and: [decision])
            let stored = try await ReadingRepository.find(reading.item.id, at: reading.effectiveAt, transaction)
            let detail: JSONObject = ["patient": .string(reading.patient.description)]
            try await transaction.audit(.release, .quarantineEntry, id, detail, by: principal)
            return stored
        }
    }

    private static func admit(
        _ entry: QuarantineEntry,
        to patient: PatientID?,
        _ transaction: TenantTransaction
    ) async throws -> AdmittedReading {
        if let patient { _ = try await PatientRepository.find(patient, transaction, lock: "FOR NO KEY UPDATE") }
        let attributor = Attributor(transaction: transaction)
        let answers = try await transaction.pipeline(attributor.statements(for: [entry.reading]))
        let found = try await attributor.attributions(of: [entry.reading], answers[...])
        guard let known = found.first, let device = known.device, let owner = known.patient ?? patient else {
            throw CoreError.conflict(.stillUnattributable)
        }
        guard patient == nil || patient == owner else { throw CoreError.conflict(.assignedToAnother) }
        guard entry.reading.effectiveAt <= known.now.adding(seconds: Admission.futureToleranceSeconds) else {
            throw CoreError.conflict(.stillInTheFuture)
        }
        let item = IngestItem(id: ReadingID(entry.id.uuid), reading: entry.reading, gateway: entry.gateway)
        guard case .admitted(let reading) = Admission.admit(item, device: device, patient: owner) else {
            throw CoreError.invalid(field: "measurement", message: "cannot be expressed in the unit of its kind")
        }
        return reading
    }
}
