import Foundation

/// A statement's parameter.
public enum PostgresValue: Sendable, Hashable {
    /// NULL, of whatever type the statement has there.
    case null
    /// A text, sent without a type: the server reads it as what the statement has there, so it also serves enums.
    case text(String)
    /// A `smallint`.
    case int2(Int16)
    /// An `integer`.
    case int4(Int32)
    /// A `bigint`.
    case int8(Int64)
    /// A `boolean`.
    case bool(Bool)
    /// A `double precision`: for statistics, never for measurements.
    case float8(Double)
    /// A `numeric`.
    case numeric(PostgresNumeric)
    /// A `uuid`.
    case uuid(UUID)
    /// A `bytea`.
    case bytea([UInt8])
    /// A `timestamp with time zone`.
    case timestamptz(PostgresTimestamp)
    /// A `date`.
    case date(PostgresDate)
    /// A `jsonb`, as JSON text.
    case jsonb(String)
    /// An array with one dimension; each element is NULL or of the named type. Enums go as `text` and are cast.
    case array([PostgresValue], of: PostgresType)

    /// True for NULL; quicker than a comparison, which would look at both values.
    public var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// The parameter, or NULL for nil.
    @inlinable public static func optional<Wrapped>(
        _ wrapped: Wrapped?,
        _ make: (Wrapped) -> PostgresValue
    ) -> PostgresValue {
        wrapped.map(make) ?? .null
    }
}
