import HearthCore
import Postgres
import Vitals

/// The columns that readings and quarantine entries share: what the gateway submitted.
enum ItemColumns {
    /// The names, in the order of `values`.
    static let names = """
        gateway_id, characteristic, effective_at, received_at, device_time, sequence_number, correction_reason, \
        correction_offset_seconds, user_index, flags, raw
        """

    /// The items of a select list that make rows of `values`: `unnest($12::uuid[]), unnest($13::int4[]), …`.
    ///
    /// PostgreSQL takes these arrays side by side, row by row. As functions in FROM it would write each one out first.
    ///
    /// Flags travel as one text with commas, which no flag has: PostgreSQL has no arrays of arrays of different
    /// lengths.
    static func expressions(from first: Int) -> String {
        func element(_ place: Int, _ type: String) -> String { "unnest($\(first + place)::\(type)[])" }
        let plain = ["uuid", "int4", "timestamptz", "timestamptz", "text", "int8", "text", "int8", "int4"]
            .enumerated().map { element($0, $1) }
        return (plain + ["string_to_array(\(element(9, "text")), ',')", element(10, "bytea")]).joined(separator: ", ")
    }

    static func values(_ items: [IngestItem]) -> [PostgresValue] {
        func column(_ type: PostgresType, _ value: (IngestItem) -> PostgresValue) -> PostgresValue {
            .column(of: items, type, value)
        }
        return [
            column(.uuid) { .id($0.gateway) },
            column(.int4) { .int4(Int32($0.reading.characteristic)) },
            column(.timestamptz) { .instant($0.reading.effectiveAt) },
            column(.timestamptz) { .instant($0.reading.receivedAt) },
            column(.text) { .text($0.reading.deviceTime?.description) },
            column(.int8) { .integer($0.reading.sequenceNumber.map(Int.init)) },
            column(.text) { .text($0.reading.timeCorrection.reason.rawValue) },
            column(.int8) { .integer($0.reading.timeCorrection.offsetSeconds) },
            column(.int4) { .optional($0.reading.userIndex) { .int4(Int32($0)) } },
            column(.text) { .text($0.reading.flags.joined(separator: ",")) },
            column(.bytea) { .bytea($0.reading.raw) },
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
