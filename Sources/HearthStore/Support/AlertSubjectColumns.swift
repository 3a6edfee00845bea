import HearthCore
import Postgres

/// What an alert is about, as three columns of which one is set, or none: the server.
enum AlertSubjectColumns {
    static func keys(
        _ subject: AlertSubject
    ) -> (patient: PostgresValue, gateway: PostgresValue, device: PostgresValue) {
        switch subject {
        case .patient(let id): (.id(id), .null, .null)
        case .gateway(let id): (.null, .id(id), .null)
        case .device(let id): (.null, .null, .id(id))
        case .server: (.null, .null, .null)
        }
    }

    static func decode(_ row: PostgresRow) throws -> AlertSubject {
        if let id = try row.decode("patient_id", as: PatientID?.self) { return .patient(id) }
        if let id = try row.decode("gateway_id", as: GatewayID?.self) { return .gateway(id) }
        if let id = try row.decode("device_id", as: DeviceID?.self) { return .device(id) }
        return .server
    }
}
