import Foundation
import HearthCore
import Postgres
import Vitals

/// The columns of a quarantine entry as they are read.
enum QuarantineColumns {
    static let names = """
        id, cause, detail, identity, gateway_id, device_identifier, characteristic, measurement, effective_at, \
        received_at, stored_at, device_time, sequence_number, correction_reason, correction_offset_seconds, \
        user_index, flags, raw, stage, decided_by_kind, decided_by, decided_at, decision_reason
        """

    static func entry(_ row: PostgresRow) throws -> QuarantineEntry {
        QuarantineEntry(
            id: try row.decode("id"),
            cause: try row.decodeRaw("cause"),
            detail: try row.decode("detail"),
            reading: try reading(row),
            gateway: try row.decode("gateway_id"),
            storedAt: try row.decode("stored_at"),
            state: try state(row)
        )
    }

    private static func reading(_ row: PostgresRow) throws -> IncomingReading {
        guard let identity = MeasurementIdentity(try row.decode("identity", as: UUID.self)),
            let characteristic = UInt16(exactly: try row.decode("characteristic", as: Int.self))
        else { throw CoreError.internal(code: "unknown-measurement") }
        return IncomingReading(
            identity: identity,
            deviceIdentifier: try row.decode("device_identifier"),
            characteristic: characteristic,
            measurement: try MeasurementDocument.measurement(try row.decode("measurement")),
            userIndex: try row.decode("user_index"),
            deviceTime: try ItemColumns.deviceTime(row),
            sequenceNumber: try row.decode("sequence_number", as: Int64?.self).flatMap { UInt32(exactly: $0) },
            effectiveAt: try row.decode("effective_at"),
            receivedAt: try row.decode("received_at"),
            timeCorrection: try ItemColumns.timeCorrection(row),
            flags: try row.decodeArray("flags"),
            raw: try row.decode("raw")
        )
    }

    private static func state(_ row: PostgresRow) throws -> QuarantineEntry.State {
        let stage = try row.decodeRaw("stage", as: QuarantineFilter.Stage.self)
        guard stage != .pending else { return .pending }
        guard let subject = try SubjectColumns.decode(row, kind: "decided_by_kind", id: "decided_by") else {
            throw CoreError.internal(code: "decided-by-nobody")
        }
        let at = try row.decode("decided_at", as: Instant.self)
        guard stage == .discarded else { return .released(try row.decode("id"), by: subject, at: at) }
        return .discarded(reason: try row.decode("decision_reason"), by: subject, at: at)
    }
}
