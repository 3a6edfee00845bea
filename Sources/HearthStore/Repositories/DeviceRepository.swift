import ExactJSON
import HearthCore
import Postgres
import Vitals

/// The devices and who has them.
struct DeviceRepository: DeviceRegister {
    let database: Database

    private static let columns = "id, identifier, model, created_at"

    func devices(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Device> {
        let after = try PageCursor.id(page.after, as: DeviceID.self)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(DeviceRepository.columns) FROM hearth.devices
                WHERE organization_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
                """,
                [.id(after), .limit(page)]
            )
            return Page(try rows.map(DeviceRepository.device), page) { Cursor($0.id.description) }
        }
    }

    func device(_ id: DeviceID, as principal: Principal) async throws(CoreError) -> Device {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                "SELECT \(DeviceRepository.columns) FROM hearth.devices WHERE organization_id = $1 AND id = $2",
                [.id(id)]
            )
            return try DeviceRepository.device(rows.only(or: .device))
        }
    }

    func register(
        identifier: String,
        model: String?,
        as principal: Principal
    ) async throws(CoreError) -> Device {
        let text = try FieldCheck.text(identifier, "identifier", lengths: FieldCheck.identifierLengths)
        let identifier = DeviceIdentifier.canonical(text)
        var checkedModel: String?
        if let model { checkedModel = try FieldCheck.text(model, "model", lengths: FieldCheck.identifierLengths) }
        let id = DeviceID.new()
        let parameters: [PostgresValue] = [.id(id), .text(identifier), .text(checkedModel)]
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                INSERT INTO hearth.devices (organization_id, id, identifier, model) VALUES ($1, $2, $3, $4)
                ON CONFLICT (organization_id, identifier) DO NOTHING
                RETURNING \(DeviceRepository.columns)
                """,
                parameters
            )
            guard let row = rows.first else { throw CoreError.conflict(.identifierTaken) }
            let device = try DeviceRepository.device(row)
            try await transaction.audit(.create, .device, id, ["identifier": .string(identifier)], by: principal)
            return device
        }
    }

    private static func device(_ row: PostgresRow) throws -> Device {
        Device(
            id: try row.decode("id"),
            identifier: try row.decode("identifier"),
            model: try row.decode("model"),
            createdAt: try row.decode("created_at")
        )
    }
}
