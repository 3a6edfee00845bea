import Foundation

/// A type that a column can be read as.
public protocol PostgresDecodable {
    /// Reads a column.
    ///
    /// - Throws: `PostgresError.Code.decoding` when the column is of another type, malformed or NULL.
    init(postgres cell: PostgresCell) throws(PostgresError)
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads NULL as nil.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = cell.isNull ? nil : try Wrapped(postgres: cell)
    }
}

extension Int16: PostgresDecodable {
    /// Reads an `int2`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try cell.integer(try cell.bytes(of: .int2, as: Int16.self), as: Int16.self)
    }
}

extension Int32: PostgresDecodable {
    /// Reads an `int2` or `int4`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self =
            cell.type == .int2
            ? Int32(try Int16(postgres: cell))
            : try cell.integer(try cell.bytes(of: .int4, as: Int32.self), as: Int32.self)
    }
}

extension Int64: PostgresDecodable {
    /// Reads an `int2`, `int4` or `int8`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self =
            cell.type == .int2 || cell.type == .int4
            ? Int64(try Int32(postgres: cell))
            : try cell.integer(try cell.bytes(of: .int8, as: Int64.self), as: Int64.self)
    }
}

extension Int: PostgresDecodable {
    /// Reads an `int2`, `int4` or `int8`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self.init(try Int64(postgres: cell))
    }
}

extension Bool: PostgresDecodable {
    /// Reads a `bool`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try cell.integer(try cell.bytes(of: .bool, as: Bool.self), as: UInt8.self) != 0
    }
}

extension Double: PostgresDecodable {
    /// Reads a `float8`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.bytes(of: .float8, as: Double.self)
        self.init(bitPattern: try cell.integer(bytes, as: UInt64.self))
    }
}

extension String: PostgresDecodable {
    /// Reads a text of any kind, an enum, or JSON as its text.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        var bytes = try cell.nonNull(as: String.self)
        if cell.type == .jsonb {
            guard bytes.first == PostgresValue.jsonbVersion else { throw cell.mismatch(String.self, "unknown version") }
            bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
        } else if cell.type != .json && !cell.type.isText {
            throw cell.mismatch(String.self)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw cell.mismatch(String.self, "it is not UTF-8")
        }
        self = text
    }
}

extension UUID: PostgresDecodable {
    /// Reads a `uuid`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.bytes(of: .uuid, as: UUID.self)
        guard bytes.count == MemoryLayout<uuid_t>.size else {
            throw cell.mismatch(UUID.self, "it has \(bytes.count) bytes")
        }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension PostgresNumeric: PostgresDecodable {
    /// Reads a `numeric` of at most 64 bits' digits.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.bytes(of: .numeric, as: PostgresNumeric.self)
        guard let value = PostgresNumeric(binary: bytes) else {
            throw cell.mismatch(PostgresNumeric.self, "it is not finite or has too many digits")
        }
        self = value
    }
}

extension PostgresTimestamp: PostgresDecodable {
    /// Reads a `timestamptz`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.bytes(of: .timestamptz, as: PostgresTimestamp.self)
        self.init(microsecondsSince2000: try cell.integer(bytes, as: Int64.self))
    }
}

extension PostgresDate: PostgresDecodable {
    /// Reads a `date`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.bytes(of: .date, as: PostgresDate.self)
        self.init(daysSince2000: try cell.integer(bytes, as: Int32.self))
    }
}
