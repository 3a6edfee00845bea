import Postgres

extension PostgresValue {
    /// One column of rows that a select list makes of several arrays with `unnest`.
    ///
    /// PostgreSQL fills the shorter of them up with NULL, so that a column with nothing else travels empty. One column
    /// must have a value in each row.
    static func column<Row>(
        of rows: [Row],
        _ type: PostgresType,
        _ value: (Row) -> PostgresValue
    ) -> PostgresValue {
        let values = rows.map(value)
        return .array(values.allSatisfy(\.isNull) ? [] : values, of: type)
    }
}
