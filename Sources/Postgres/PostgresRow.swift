/// One row of a result.
public struct PostgresRow: Sendable {
    let rows: PostgresRows
    let index: Int32

    /// Reads a column by its name.
    ///
    /// - Parameters:
    ///   - column: The name, exactly as the statement gives it.
    ///   - type: What to read it as; an optional reads NULL as nil.
    /// - Returns: The value.
    /// - Throws: `PostgresError.Code.decoding`, which names the column and both types.
    public func decode<Value: PostgresDecodable>(
        _ column: String,
        as type: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        try decode(rows.column(named: column))
    }

    /// Reads a column by its position, from 0.
    public func decode<Value: PostgresDecodable>(
        _ column: Int,
        as type: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        try rows.withCell(row: index, column: column) { cell throws(PostgresError) in try Value(postgres: cell) }
    }

    /// Reads an array column by its name; elements that may be NULL are read as optionals.
    public func decodeArray<Element: PostgresDecodable>(
        _ column: String,
        of element: Element.Type = Element.self
    ) throws(PostgresError) -> [Element] {
        try decodeArray(rows.column(named: column))
    }

    /// Reads an array column by its position, from 0.
    public func decodeArray<Element: PostgresDecodable>(
        _ column: Int,
        of element: Element.Type = Element.self
    ) throws(PostgresError) -> [Element] {
        try rows.withCell(row: index, column: column) { cell throws(PostgresError) in
            try cell.array(of: Element.self)
        }
    }
}
