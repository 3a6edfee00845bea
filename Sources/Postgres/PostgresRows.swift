import CLibPQ

/// The rows that a statement answered with, decoded when they are asked for.
public final class PostgresRows: RandomAccessCollection, @unchecked Sendable {
    // Sendable: libpq never changes a finished result, and reading one is safe from any thread.

    private let result: OpaquePointer
    private let columnNames: [String]

    /// Takes over a result and frees it in the end.
    init(owning result: OpaquePointer) {
        self.result = result
        columnNames = (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
    }

    deinit { PQclear(result) }

    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { Int(PQntuples(result)) }

    /// One row; the position must be within the collection.
    public subscript(position: Int) -> PostgresRow {
        precondition(indices.contains(position), "row \(position) of \(count)")
        return PostgresRow(rows: self, index: Int32(position))
    }

    /// How many rows the statement inserted, updated, deleted, copied or returned.
    public var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// The statement's name in the server's answer, such as `INSERT 0 5` or `ROLLBACK`.
    public var commandTag: String { String(cString: PQcmdStatus(result)) }

    /// The number of columns.
    var columnCount: Int { columnNames.count }

    /// The first column of that name, exactly as it is written.
    func column(named name: String) throws(PostgresError) -> Int {
        if let column = columnNames.firstIndex(of: name) { return column }
        throw PostgresError(.decoding, "there is no column \"\(name)\"")
    }

    /// Hands over one column of one row, valid within `body` only.
    func withCell<Value>(
        row: Int32,
        column: Int,
        _ body: (PostgresCell) throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        guard column >= 0, column < columnCount else {
            throw PostgresError(.decoding, "there is no column \(column), only \(columnCount)")
        }
        let field = Int32(column)
        let type = PostgresType(rawValue: PQftype(result, field))
        var bytes: UnsafeRawBufferPointer?
        if PQgetisnull(result, row, field) == 0 {
            bytes = UnsafeRawBufferPointer(
                start: PQgetvalue(result, row, field),
                count: Int(PQgetlength(result, row, field))
            )
        }
        return try body(PostgresCell(column: columnNames[column], type: type, bytes: bytes))
    }
}
