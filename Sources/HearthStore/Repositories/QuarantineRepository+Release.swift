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
            let known = try await QuarantineRepository.hold(measured, patient, transaction)
            let reading = try QuarantineRepository.admit(measured, of: entry, to: patient, known)
            let decision = QuarantineRepository.decide(id, .released, reason: nil, by: principal, transaction)
            let loader = AlertLoader(reading, known.organization)
            let board = try loader.board(try await transaction.pipeline(loader.statements(transaction)))
            let writer = ReadingWriter(transaction: transaction)
            try await writer.write([reading], board, and: [decision], commits: false)
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

    /// Locks the patients, and learns what then stays true: no assignment of a locked patient ends meanwhile.
    ///
    /// The configuration's lock is not taken: a change waits for it with the audit log in hand, which is written here
    /// too. Somebody may have assigned the device between the look for the patients and their lock: then the person is
    /// told to try again.
    private static func hold(
        _ measured: IncomingReading,
        _ patient: PatientID?,
        _ transaction: TenantTransaction
    ) async throws -> (organization: KnownOrganization, now: Instant) {
        if let patient { _ = try await PatientRepository.find(patient, transaction) }
        let loader = ConfigurationLoader(transaction: transaction)
        let named = Set([patient].compactMap { $0 })
        let needs = ConfigurationNeeds(devices: [measured.deviceIdentifier], patients: named)
        let looked = try await transaction.pipeline(loader.statements(needs))
        let locked = try ConfigurationLoader.read(looked, stamp: nil, needs).patients(of: [measured]).union(named)
        let answers = try await transaction.pipeline(
            [PatientLock.statement(locked, transaction), loader.stamp] + loader.statements(needs)
        )
        let known = try ConfigurationLoader.read(answers[2...], stamp: nil, needs)
        guard known.patients(of: [measured]).isSubset(of: locked) else { throw CoreError.unavailable }
        return (known, try answers[1][0].decode("now"))
    }

    private static func admit(
        _ measured: IncomingReading,
        of entry: QuarantineEntry,
        to patient: PatientID?,
        _ known: (organization: KnownOrganization, now: Instant)
    ) throws -> AdmittedReading {
        let found = known.organization.attribution(of: measured, now: known.now)
        guard let device = found.device, let owner = found.patient ?? patient else {
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
