/// Takes the bytes of a COPY that is running.
public struct PostgresCopyWriter: Sendable {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) { self.connection = connection }

    /// Sends bytes: rows, parts of rows or many of them, in the format that the COPY statement names.
    ///
    /// - Throws: `PostgresError`; what the server thinks of the rows is told at the end only.
    public func write(_ bytes: [UInt8]) async throws(PostgresError) {
        try await connection.sendCopy(bytes)
    }
}
