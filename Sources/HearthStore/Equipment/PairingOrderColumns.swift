import Alerting
import Foundation
import HearthCore
import Postgres
import Vitals

/// The columns of an order to pair a device.
enum PairingOrderColumns {
    static let all = """
        id, gateway_id, device, has_passkey, ordered_by_kind, ordered_by, ordered_at, expires_at, ended_at, outcome,
        is_authenticated, reason, expires_at <= now() AS is_expired
        """

    private enum Word: String { case paired, failed, withdrawn }

    static func decode(_ row: PostgresRow) throws -> PairingOrder {
        guard let orderedBy = try SubjectColumns.decode(row, kind: "ordered_by_kind", id: "ordered_by") else {
            throw CoreError.internal(code: "unknown-subject")
        }
        return PairingOrder(
            id: try row.decode("id"),
            gateway: try row.decode("gateway_id"),
            device: try row.decode("device"),
            hasPasskey: try row.decode("has_passkey"),
            orderedBy: orderedBy,
            orderedAt: try row.decode("ordered_at"),
            expiresAt: try row.decode("expires_at"),
            state: try state(row),
            endedAt: try row.decode("ended_at")
        )
    }

    static func task(_ row: PostgresRow) throws -> PairingTask {
        PairingTask(
            id: try row.decode("id", as: UUID.self),
            device: try row.decode("device"),
            passkey: try row.decode("passkey", as: Int?.self).map(UInt32.init),
            expiresAt: try row.decode("expires_at")
        )
    }

    /// Outcome, whether a passkey was checked, reason.
    static func values(of outcome: PairingOutcome) -> [PostgresValue] {
        switch outcome {
        case .paired(let isAuthenticated): [.text(Word.paired.rawValue), .bool(isAuthenticated), .null]
        case .failed(let reason): [.text(Word.failed.rawValue), .null, .text(reason)]
        }
    }

    private static func state(_ row: PostgresRow) throws -> PairingOrder.State {
        switch try row.decodeOptionalRaw("outcome", as: Word.self) {
        case .paired: .paired(isAuthenticated: try row.decode("is_authenticated"))
        case .failed: .failed(reason: try row.decode("reason"))
        case .withdrawn: .withdrawn
        case nil: try row.decode("is_expired", as: Bool.self) ? .expired : .waiting
        }
    }
}
