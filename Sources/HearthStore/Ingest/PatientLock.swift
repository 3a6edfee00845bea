import HearthCore
import Postgres

/// The lock under which a patient's readings are judged and the patient's assignments end.
enum PatientLock {
    /// Locks patients in the order of their keys, so that two transactions never wait for each other.
    static func statement(_ patients: some Sequence<PatientID>, _ transaction: TenantTransaction) -> PostgresStatement {
        transaction.statement(
            """
            SELECT FROM hearth.patients WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE
            """,
            [.array(patients.map { .id($0) }, of: .uuid)]
        )
    }
}
