import ExactJSON
import HearthCore
import Postgres
import Vitals

/// Corrections and withdrawals: a new version is stored and judged, and the one before it stays and no longer counts.
extension ReadingRepository {
    func correct(
        _ id: ReadingID,
        of patient: PatientID,
        _ correction: ReadingCorrection,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        let measurement = try ReadingRepository.checked(correction.measurement)
        guard measurement != nil || correction.effectiveAt != nil else {
            throw .invalid(field: "measurement", message: "is needed, or effectiveAt")
        }
        if let instant = correction.effectiveAt {
            guard instant >= Admission.earliest else {
                throw .invalid(field: "effectiveAt", message: "is before any measurement of a patient")
            }
            try await partitions.ensure(for: [instant])
        }
        let step = Step(action: .correct, version: correction.version, reason: correction.reason)
        return try await change(id, of: patient, step, as: principal) { old in
            let instant = correction.effectiveAt ?? old.reading.effectiveAt
            guard instant == old.reading.effectiveAt || instant <= old.latest else {
                throw CoreError.invalid(field: "effectiveAt", message: "is in the future")
            }
            guard measurement.map({ $0.kind == old.reading.measurement.kind }) ?? true else {
                throw CoreError.invalid(field: "measurement", message: "must be of the reading's kind")
            }
            return NextVersion(
                measurement: measurement ?? old.reading.measurement,
                effectiveAt: instant,
                status: measurement == nil ? .amended : .corrected,
                reason: step.reason
            )
        }
    }

    func withdraw(
        _ id: ReadingID,
        of patient: PatientID,
        version: Int,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        let step = Step(action: .withdraw, version: version, reason: reason)
        return try await change(id, of: patient, step, as: principal) { old in
            guard old.reading.status.counts else { throw CoreError.conflict(.readingWithdrawn) }
            return NextVersion(
                measurement: old.reading.measurement,
                effectiveAt: old.reading.effectiveAt,
                status: .enteredInError,
                reason: step.reason
            )
        }
    }

    /// What a person does to a reading.
    private struct Step {
        let action: AuditAction
        /// The version that it is done to.
        let version: Int
        var reason: String
    }

    /// Stores the next version, judges it, and says so in the audit log, in one transaction.
    ///
    /// The patient's limits stay as they are until the commit, as a change of them takes the same lock.
    private func change(
        _ id: ReadingID,
        of patient: PatientID,
        _ step: Step,
        as principal: Principal,
        _ next: (_ old: (reading: StoredReading, latest: Instant)) throws -> NextVersion
    ) async throws(CoreError) -> StoredReading {
        let reason = try FieldCheck.text(step.reason, "reason", lengths: FieldCheck.reasonLengths)
        return try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction, lock: "FOR NO KEY UPDATE")
            let old = try await ReadingRepository.findNewest(id, of: patient, transaction)
            guard old.reading.version == step.version else { throw CoreError.conflict(.versionOutdated) }
            var version = try next(old)
            version.reason = reason
            let writer = CorrectionWriter(
                transaction: transaction,
                rules: try await HeldRule.rules(of: patient, transaction),
                subject: principal.subject
            )
            let stored = try await writer.write(version, after: old.reading)
            let detail: JSONObject = [
                "patient": .string(patient.description), "version": .number(JSONNumber(stored.version)),
                "reason": .string(reason),
            ]
            try await transaction.audit(step.action, .reading, id, detail, by: principal)
            return stored
        }
    }

    private static func checked(_ measurement: Measurement?) throws(CoreError) -> Measurement? {
        guard let measurement else { return nil }
        if let reason = Plausibility.check(measurement) {
            throw .invalid(field: "measurement", message: reason.description)
        }
        do {
            return try measurement.canonical()
        } catch {
            throw .invalid(field: "measurement", message: error.code)
        }
    }

    /// The newest version of a reading whose patient is locked, and the latest instant that a reading may have now.
    private static func findNewest(
        _ id: ReadingID,
        of patient: PatientID,
        _ transaction: TenantTransaction
    ) async throws -> (reading: StoredReading, latest: Instant) {
        let answers = try await transaction.pipeline([
            newest(id, of: patient, transaction), transaction.statement("SELECT now() AS now WHERE $1 IS NOT NULL"),
        ])
        let now = try answers[1][0].decode("now", as: Instant.self)
        let reading = try ReadingColumns.reading(answers[0].only(or: .reading))
        return (reading, now.adding(seconds: Admission.futureToleranceSeconds))
    }
}
