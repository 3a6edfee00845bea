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
                gateway_id, characteristic, effective_at, received_at, device_time, sequence_number,
                correction_reason, correction_offset_seconds, user_index, flags, raw)
            SELECT $1, id, cause, detail, identity, device_identifier, measurement,
                gateway_id, characteristic, effective_at, received_at, device_time, sequence_number,
                correction_reason, correction_offset_seconds, user_index, string_to_array(flags, ','), raw
            FROM unnest(
                $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::jsonb[],
                \(ItemColumns.placeholders(from: 8))
            ) AS new (id, cause, detail, identity, device_identifier, measurement, \(ItemColumns.names))
            """,
            parameters + ItemColumns.values(items.map(\.item))
        )
    }
}
