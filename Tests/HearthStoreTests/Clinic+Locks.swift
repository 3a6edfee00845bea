import HearthCore
import HearthStore
import Postgres
import PrivateCluster

extension Clinic {
    /// A session of the service that has locked a patient and says nothing more.
    func holdLock(of patient: Patient, _ setting: String = "") async throws -> PostgresConnection {
        let connection = try await connect(as: "hearth_service")
        try await connection.execute(
            """
            \(setting.isEmpty ? "" : "\(setting);")
            BEGIN;
            SELECT set_config('hearth.organization_id', '\(administrator.organization)', true);
            SELECT id FROM hearth.patients WHERE id = '\(patient.id)' FOR UPDATE;
            """
        )
        return connection
    }

    /// What the service's role sets at each log-in.
    ///
    /// A session on a Unix socket shows 0 for TCP settings, whatever they are.
    func roleSetting(_ name: String) async throws -> String {
        let connection = try await connect(as: PrivateCluster.superuser)
        let rows = try await connection.query(
            """
            SELECT split_part(setting, '=', 2) FROM pg_db_role_setting s, unnest(s.setconfig) AS setting
            WHERE s.setrole = 'hearth_service'::regrole AND s.setdatabase = 0 AND setting LIKE '\(name)=%'
            """
        )
        await connection.close()
        return try rows.first?.decode(0, as: String.self) ?? "not set"
    }
}
