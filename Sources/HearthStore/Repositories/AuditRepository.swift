import Crypto
import Foundation
import HearthCore
import Postgres

/// The audit log's hash chain, recomputed without trusting the database's own functions.
struct AuditRepository: AuditTrail {
    let database: Database

    /// Entries that are read at once: a few hundred kilobytes.
    private static let pageSize = 1_000

    func verify(as principal: Principal) async throws(CoreError) -> AuditVerification {
        try await database.transaction(of: principal.organization) { transaction in
            let heads = try await transaction.query(
                "SELECT sequence, hash FROM hearth.audit_heads WHERE organization_id = $1"
            )
            let length = try heads.first?.decode("sequence", as: Int64.self) ?? 0
            let end = try heads.first?.decode("hash", as: [UInt8].self) ?? []
            var (sequence, hash): (Int64, [UInt8]) = (0, [])
            while sequence < length {
                let rows = try await AuditRepository.entries(after: sequence, upTo: length, transaction)
                if rows.isEmpty { return .broken(sequence: sequence + 1) }
                for row in rows {
                    let expected = AuditRepository.hash(try AuditRepository.fields(row), after: hash)
                    sequence += 1
                    guard try row.decode("sequence") == sequence, try row.decode("hash") == expected else {
                        return .broken(sequence: sequence)
                    }
                    hash = expected
                }
            }
            return hash == end ? .intact(entries: length) : .broken(sequence: length)
        }
    }

    private static func entries(
        after sequence: Int64,
        upTo length: Int64,
        _ transaction: TenantTransaction
    ) async throws -> PostgresRows {
        try await transaction.query(
            """
            SELECT sequence, hash, organization_id::text AS organization,
                to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS instant, actor_kind,
                coalesce(actor_id::text, '') AS actor, action, subject_kind, subject_id, detail::text AS detail
            FROM hearth.audit WHERE organization_id = $1 AND sequence > $2 AND sequence <= $3
            ORDER BY sequence LIMIT $4
            """,
            [.int8(sequence), .int8(length), .integer(pageSize)]
        )
    }

    private static func fields(_ row: PostgresRow) throws -> [String] {
        let sequence = try row.decode("sequence", as: Int64.self)
        let columns = ["instant", "actor_kind", "actor", "action", "subject_kind", "subject_id", "detail"]
        return [try row.decode("organization"), String(sequence)] + (try columns.map { try row.decode($0) })
    }

    /// Each field behind its length as a big-endian 32-bit number, after the hash before.
    private static func hash(_ fields: [String], after previous: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: previous)
        for field in fields {
            let bytes = Array(field.utf8)
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: bytes)
        }
        return Array(hash.finalize())
    }
}
