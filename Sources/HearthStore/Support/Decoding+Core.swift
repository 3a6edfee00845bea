import Foundation
import HearthCore
import Postgres
import Vitals

extension Identifier: PostgresDecodable {
    /// Reads a `uuid`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self.init(try UUID(postgres: cell))
    }
}

extension Instant: PostgresDecodable {
    /// Reads a `timestamptz`; the database's own instants are cut to whole milliseconds.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let microseconds = try PostgresTimestamp(postgres: cell).microsecondsSince1970
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000)
        self.init(millisecondsSince1970: remainder < 0 ? quotient - 1 : quotient)
    }
}

extension ExactDecimal: PostgresDecodable {
    /// Reads a `numeric` with its trailing zeros.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let numeric = try PostgresNumeric(postgres: cell)
        do {
            try self.init(significand: numeric.significand, exponent: numeric.exponent)
        } catch {
            throw cell.mismatch(ExactDecimal.self, error.code)
        }
    }
}

extension PostgresRow {
    /// Reads a text column as an enumeration of texts.
    func decodeRaw<Value: RawRepresentable<String>>(
        _ column: String,
        as type: Value.Type = Value.self
    ) throws -> Value {
        guard let value = Value(rawValue: try decode(column, as: String.self)) else {
            throw CoreError.internal(code: "unknown-\(column)")
        }
        return value
    }

    /// Reads a text column as an enumeration of texts, or null as nil.
    func decodeOptionalRaw<Value: RawRepresentable<String>>(
        _ column: String,
        as type: Value.Type = Value.self
    ) throws -> Value? {
        try decode(column, as: String?.self) == nil ? nil : try decodeRaw(column)
    }
}

extension PostgresRows {
    /// The only row, or none.
    func only(or kind: CoreError.Kind) throws(CoreError) -> PostgresRow {
        guard let row = first else { throw .notFound(kind) }
        return row
    }
}

extension MeasurementIdentity {
    var uuid: UUID {
        let bytes = bytes
        return UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            )
        )
    }

    /// The identity that was stored as a UUID.
    init?(_ uuid: UUID) {
        self.init(bytes: withUnsafeBytes(of: uuid.uuid) { Array($0) })
    }
}
