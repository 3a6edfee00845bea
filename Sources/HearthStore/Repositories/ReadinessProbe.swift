import HearthCore
import Postgres

/// Asks whether the database answers and has the tables that this service was built for.
struct ReadinessProbe: Readiness {
    let database: Database

    func check() async throws(CoreError) {
        // The newest table, and a function that the service may call: no row of a tenant is needed.
        _ = try await database.query("SELECT hearth.current_organization() FROM hearth.audit LIMIT 0")
    }
}
