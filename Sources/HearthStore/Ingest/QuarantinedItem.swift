import HearthCore
import Postgres
import Vitals

/// A measurement that goes to quarantine.
struct QuarantinedItem {
    let item: IngestItem
    let cause: QuarantineCause
    let detail: String

    /// The statement that stores them.
    static func insert(_ items: [QuarantinedItem], _ transaction: TenantTransaction) -> PostgresStatement {
        let parameters: [PostgresValue] = [
            .array(items.map { .id($0.item.id) }, of: .uuid),
            .array(items.map { .text($0.cause.rawValue) }, of: .text),
            .array(items.map { .text($0.detail) }, of: .text),
            .array(items.map { .identity($0.item.reading.identity) }, of: .uuid),
            .array(items.map { .text($0.item.reading.deviceIdentifier) }, of: .text),
            .array(items.map { .jsonb(MeasurementDocument.text($0.item.reading.measurement)) }, of: .jsonb),
        ]
        return transaction.statement(
            """
            INSERT INTO hearth.quarantine (
                organization_id, id, cause, detail, identity, device_identifier, measurement,
                \(ItemColumns.names))
            SELECT $1, unnest($2::uuid[]), unnest($3::text[]), unnest($4::text[]), unnest($5::uuid[]),
                unnest($6::text[]), unnest($7::jsonb[]), \(ItemColumns.expressions(from: 8))
            """,
            parameters + ItemColumns.values(items.map(\.item))
        )
    }
}
