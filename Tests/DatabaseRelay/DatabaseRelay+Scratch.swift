import EventLoops
import Postgres
import PrivateCluster

extension DatabaseRelay {
    /// A relay to the server that has a database.
    public static func inFront(of database: ScratchDatabase) async throws -> DatabaseRelay {
        let loop = try EventLoop(name: "relay")
        let configuration = PostgresConfiguration(database.connectionString)
        let connection = try await PostgresConnection.connect(configuration, on: loop)
        let rows = try await connection.query(
            """
            SELECT split_part(current_setting('unix_socket_directories'), ',', 1)
                || '/.s.PGSQL.' || current_setting('port')
            """
        )
        let path = try rows[0].decode(0, as: String.self)
        await connection.close()
        loop.stop()
        return try DatabaseRelay(to: path)
    }

    /// The way to a database through the relay: of two settings libpq takes the later one.
    public func connectionString(to database: ScratchDatabase, user: String) -> String {
        database.connectionString(user: user) + " host='127.0.0.1' port='\(port)' sslmode=disable gssencmode=disable"
    }
}
