import EventLoops
import Foundation
import HearthCore
import HearthServer
import Logging
import Postgres
import PrivateCluster
import RecordedLog
import SocketHTTP

/// A running server on a database of its own, with an organisation and a token for each role.
struct LiveServer {
    let address: SocketAddress
    let ports: Ports
    let organization: OrganizationID
    /// The superuser's way to the database, to look behind the server.
    let database: ScratchDatabase
    private let tokens: [Role: BearerToken]

    /// The token of a role.
    func token(_ role: Role) -> String { tokens[role]?.text ?? "" }

    /// Runs `body` with a server and stops it afterwards.
    ///
    /// - Parameters:
    ///   - adapt: Changes what the server is told; it may look at the database, which has its schema by then.
    ///   - body: The test.
    /// - Throws: What `body` threw, or what keeps the server from starting.
    static func with(
        _ adapt: (inout ServerConfiguration, ScratchDatabase) async throws -> Void = { _, _ in },
        _ body: (LiveServer) async throws -> Void
    ) async throws {
        let logger = Logger.silent
        try await ScratchDatabase.with { database in
            _ = try await SchemaMigration(
                connectionString: database.connectionString,
                directory: migrations,
                logger: logger
            ).run()
            var configuration = ServerConfiguration(
                port: 0,
                grace: .seconds(2),
                database: database.connectionString(user: "hearth_service"),
                loops: 2
            )
            try await adapt(&configuration, database)
            let server = try await Server(
                configuration: configuration,
                channel: LogChannel(logger: logger),
                logger: logger
            ).start()
            let result: Result<Void, any Error>
            do {
                let organization = try await server.ports.organizations.create(name: "Clinic 1").id
                result = .success(
                    try await body(
                        LiveServer(
                            address: server.address,
                            ports: server.ports,
                            organization: organization,
                            database: database,
                            tokens: tokens(of: organization, server.ports)
                        )
                    )
                )
            } catch {
                result = .failure(error)
            }
            await server.stop()
            try result.get()
        }
    }

    /// Does something as the superuser, behind the server's back.
    func execute(_ sql: String) async throws {
        let loop = try EventLoop(name: "superuser")
        let configuration = PostgresConfiguration(database.connectionString)
        let connection = try await PostgresConnection.connect(configuration, on: loop)
        try await connection.execute(sql)
        await connection.close()
        loop.stop()
    }

    /// Runs `body` with a second server on the same database, which the same tokens open.
    func beside(_ body: (LiveServer) async throws -> Void) async throws {
        let logger = Logger.silent
        let service = database.connectionString(user: "hearth_service")
        let configuration = ServerConfiguration(port: 0, grace: .seconds(2), database: service, loops: 1)
        let channel = LogChannel(logger: logger)
        let server = try await Server(configuration: configuration, channel: channel, logger: logger).start()
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(
                    LiveServer(
                        address: server.address,
                        ports: server.ports,
                        organization: organization,
                        database: database,
                        tokens: tokens
                    )
                )
            )
        } catch {
            result = .failure(error)
        }
        await server.stop()
        try result.get()
    }

    /// Adds a user for each role of people, and a gateway that enrols.
    static func tokens(of organization: OrganizationID, _ ports: Ports) async throws -> [Role: BearerToken] {
        let operation = Principal.localOperator(of: organization)
        var tokens: [Role: BearerToken] = [:]
        for role in [Role.clinician, .onCall, .administrator] {
            tokens[role] = try await ports.users.create(name: "User", role: role, as: operation).token
        }
        let code = try await ports.gateways.create(name: "Gateway 1", as: operation).code
        tokens[.gateway] = try await ports.gateways.enroll(code: code.text).token
        return tokens
    }

    private static var migrations: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Migrations").standardized
    }
}
