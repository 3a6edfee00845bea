import ExactJSON
import HearthCore
import Postgres
import Vitals

/// The bytes behind readings and quarantine entries.
struct ByteRepository: ByteArchive {
    let database: Database

    func readings(
        of device: DeviceID,
        _ filter: BytesFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredBytes> {
        let after = try PageCursor.reading(page.after)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                ByteRepository.list,
                [
                    .id(device), .integer(filter.characteristic.map(Int.init)),
                    .timestamptz(filter.from.map(PostgresTimestamp.init) ?? .negativeInfinity),
                    .timestamptz(filter.to.map(PostgresTimestamp.init) ?? .infinity),
                    .timestamptz((after?.effectiveAt).map(PostgresTimestamp.init) ?? .negativeInfinity),
                    .id(after?.id), .limit(page),
                ]
            )
            let bytes = try rows.map(ByteRepository.bytes)
            try await transaction.audit(.read, .device, device, ["what": "bytes"], by: principal)
            return Page(bytes, page) { PageCursor.text($0.reading) }
        }
    }

    func correct(
        _ values: [(version: StoredReading, value: DecodedValue)],
        of patient: PatientID,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> Int {
        precondition(values.count <= StoredBytes.maximumCorrections, "a transaction is bounded")
        return try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction, lock: "FOR NO KEY UPDATE")
            let rules = try await HeldRule.rules(of: patient, transaction)
            let writer = CorrectionWriter(transaction: transaction, rules: rules, subject: principal.subject)
            var stored: [StoredReading] = []
            for (version, value) in values {
                let rows = try await transaction.pipeline([
                    ReadingRepository.newest(version.id, of: patient, transaction)
                ])[0]
                guard let row = rows.first, try ReadingColumns.reading(row) == version else { continue }
                stored.append(try await writer.write(try NextVersion(value, of: version, reason), after: version))
            }
            guard !stored.isEmpty else { return 0 }
            try await transaction.pipeline(
                stored.map { reading in
                    let detail: JSONObject = [
                        "patient": .string(patient.description), "version": .number(JSONNumber(reading.version)),
                        "reason": .string(reason),
                    ]
                    return transaction.auditStatement(
                        .correct,
                        .reading,
                        reading.id.description,
                        detail,
                        by: principal
                    )
                }
            )
            return stored.count
        }
    }

    func correct(
        _ entry: QuarantineID,
        _ value: DecodedValue,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> Bool {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                UPDATE hearth.quarantine SET measurement = $3, flags = string_to_array($4, ',')
                WHERE organization_id = $1 AND id = $2 AND stage = 'pending'
                RETURNING id
                """,
                [
                    .id(entry), .jsonb(MeasurementDocument.text(value.measurement)),
                    .text(value.flags.joined(separator: ",")),
                ]
            )
            guard !rows.isEmpty else { return false }
            try await transaction.audit(.correct, .quarantineEntry, entry, ["reason": .string(reason)], by: principal)
            return true
        }
    }

    private static let list = """
        SELECT \(ReadingColumns.names), characteristic, user_index, sequence_number, raw, CASE WHEN version > 1 THEN EXISTS (
            SELECT FROM hearth.readings v
            WHERE v.organization_id = $1 AND v.id = r.id AND v.status = 'corrected' AND v.version_by_kind = 'user'
        ) ELSE false END AS by_person
        FROM hearth.readings r
        WHERE organization_id = $1 AND device_id = $2 AND ($3::int8 IS NULL OR characteristic = $3)
            AND effective_at >= $4 AND effective_at < $5 AND effective_at >= $6
            AND ($7::uuid IS NULL OR (effective_at, id) > ($6, $7)) AND superseded_at IS NULL
        ORDER BY effective_at, id LIMIT $8
        """

    private static func bytes(_ row: PostgresRow) throws -> StoredBytes {
        guard let characteristic = UInt16(exactly: try row.decode("characteristic", as: Int.self)) else {
            throw CoreError.internal(code: "unknown-characteristic")
        }
        return StoredBytes(
            reading: try ReadingColumns.reading(row),
            characteristic: characteristic,
            userIndex: try row.decode("user_index"),
            sequenceNumber: try row.decode("sequence_number", as: Int64?.self).flatMap { UInt32(exactly: $0) },
            raw: try row.decode("raw"),
            isCorrectedByPerson: try row.decode("by_person")
        )
    }
}

extension NextVersion {
    /// The version that says what the bytes say; when it was measured stays.
    fileprivate init(_ value: DecodedValue, of version: StoredReading, _ reason: String) throws {
        let canonical = try value.measurement.canonical()
        self.init(
            measurement: canonical,
            effectiveAt: version.effectiveAt,
            status: canonical == version.measurement ? .amended : .corrected,
            reason: reason,
            decoded: Decoded(
                original: value.measurement.unit == canonical.unit ? nil : value.measurement,
                flags: value.flags
            )
        )
    }
}
