/// One column of one row, as the server sent it in binary form.
///
/// It is valid only while it is being decoded. Types outside of this module conform to `PostgresDecodable` by
/// decoding one of the types that this module knows.
public struct PostgresCell {
    /// The column's name.
    public let column: String
    /// The column's type.
    public let type: PostgresType
    let bytes: UnsafeRawBufferPointer?

    /// True when the column is NULL.
    public var isNull: Bool { bytes == nil }

    /// The bytes of a column that is not NULL and has one of these types.
    func bytes(
        of types: PostgresType...,
        as target: Any.Type
    ) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard types.contains(type) else { throw mismatch(target) }
        return try nonNull(as: target)
    }

    func nonNull(as target: Any.Type) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw mismatch(target, "it is NULL") }
        return bytes
    }

    /// An integer of exactly the size that the server sent.
    func integer<Value: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer,
        as type: Value.Type
    ) throws(PostgresError) -> Value {
        guard bytes.count == MemoryLayout<Value>.size else { throw mismatch(type, "it has \(bytes.count) bytes") }
        return bytes.integer(at: 0, as: type)
    }

    /// The error for a column that cannot be read as `target`; names both and never the value.
    public func mismatch(_ target: Any.Type, _ reason: String = "the types differ") -> PostgresError {
        PostgresError(.decoding, "column \"\(column)\" of \(type) cannot be read as \(target): \(reason)")
    }
}
