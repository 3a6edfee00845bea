import Foundation
import HearthCore
import Postgres

/// Locks equipment until the transaction ends, so that no two transactions judge the same piece at once.
///
/// Always in the order of the keys, and all that a transaction needs at once: two of them never wait for each other.
enum EquipmentLock {
    static func take(_ subjects: [AlertSubject], _ transaction: TenantTransaction) -> PostgresStatement {
        let keys = Set(subjects.map { key($0, transaction.organization) }).sorted { $0.uuidString < $1.uuidString }
        return transaction.statement(
            """
            SELECT pg_advisory_xact_lock(hashtextextended('equipment ' || $1::uuid || id, 0))
            FROM unnest($2::uuid[]) AS id
            """,
            [.array(keys.map { .uuid($0) }, of: .uuid)]
        )
    }

    private static func key(_ subject: AlertSubject, _ organization: OrganizationID) -> UUID {
        switch subject {
        case .patient(let id): id.uuid
        case .gateway(let id): id.uuid
        case .device(let id): id.uuid
        case .server: organization.uuid
        }
    }
}
