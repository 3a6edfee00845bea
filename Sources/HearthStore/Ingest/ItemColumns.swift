import HearthCore
import Postgres
import Vitals

/// The columns that readings and quarantine entries share: what the gateway submitted.
enum ItemColumns {
    /// The names, in the order of `values`.
    ///
    /// Flags travel as one text with commas, which no flag has: PostgreSQL has no
    /// arrays of arrays of different lengths.
    static let names = """
        gateway_id, characteristic, effective_at, received_at, device_time, sequence_number, correction_reason, \
        correction_offset_seconds, user_index, flags, raw
        """

    private static let types = [
        "uuid", "int4", "timestamptz", "timestamptz", "text", "int8", "text", "int8", "int4", "text", "bytea",
    ]

    /// `$12::uuid[], $13::int4[], …`.
    static func placeholders(from first: Int) -> String {
        types.enumerated().map { "$\(first + $0.offset)::\($0.element)[]" }.joined(separator: ", ")
    }

    static func values(_ items: [IngestItem]) -> [PostgresValue] {
        let readings = items.map(\.reading)
        return [
            .array(items.map { .id($0.gateway) }, of: .uuid),
            .array(readings.map { .int4(Int32($0.characteristic)) }, of: .int4),
            .array(readings.map { .instant($0.effectiveAt) }, of: .timestamptz),
            .array(readings.map { .instant($0.receivedAt) }, of: .timestamptz),
            .array(readings.map { .text($0.deviceTime?.description) }, of: .text),
            .array(readings.map { .integer($0.sequenceNumber.map(Int.init)) }, of: .int8),
            .array(readings.map { .text($0.timeCorrection.reason.rawValue) }, of: .text),
            .array(readings.map { .integer($0.timeCorrection.offsetSeconds) }, of: .int8),
            .array(readings.map { .optional($0.userIndex) { .int4(Int32($0)) } }, of: .int4),
            .array(readings.map { .text($0.flags.joined(separator: ",")) }, of: .text),
            .array(readings.map { .bytea($0.raw) }, of: .bytea),
        ]
    }

    static func deviceTime(_ row: PostgresRow) throws -> DeviceTimestamp? {
        guard let text = try row.decode("device_time", as: String?.self) else { return nil }
        guard let time = DeviceTimestamp(text) else { throw CoreError.internal(code: "unknown-device-time") }
        return time
    }

    static func timeCorrection(_ row: PostgresRow) throws -> TimeCorrection {
        TimeCorrection(
            reason: try row.decodeRaw("correction_reason"),
            offsetSeconds: try row.decode("correction_offset_seconds")
        )
    }
}
