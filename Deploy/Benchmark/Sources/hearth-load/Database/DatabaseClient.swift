import EventLoops
import Postgres

/// Writes to the peer's table until the time is over.
struct DatabaseClient {
    /// Rows of one write of COPY.
    private static let copyRows = 500

    let connectionString: String
    let cast: Cast
    let number: Int
    let loop: EventLoop

    /// Inserts batches, each in a transaction of its own; returns how many rows.
    func insert(rows: Int, until end: UInt64) async throws -> Int {
        let connection = try await connect()
        var columns = ReadingColumns(cast, client: number)
        var count = 0
        while MonotonicClock.now() < end {
            try await connection.query(ReadingColumns.insert, columns.parameters(rows: rows))
            count += rows
        }
        await connection.close()
        return count
    }

    /// Copies rows in one transaction; returns how many.
    func copy(until end: UInt64) async throws -> Int {
        let connection = try await connect()
        var columns = ReadingColumns(cast, client: number)
        let count = try await connection.copyIn(ReadingColumns.copy) { writer in
            while MonotonicClock.now() < end {
                try await writer.write(columns.lines(rows: DatabaseClient.copyRows))
            }
        }
        await connection.close()
        return count
    }

    private func connect() async throws -> PostgresConnection {
        try await PostgresConnection.connect(PostgresConfiguration(connectionString), on: loop)
    }
}
