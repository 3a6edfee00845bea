import EventLoops
import Foundation
import HearthCore
import HearthStore
import Logging
import Postgres
import PrivateCluster
import Vitals

/// An organisation with a gateway and an administrator, in a migrated database of the test's own.
struct Clinic: Sendable {
    let database: ScratchDatabase
    let group: EventLoopGroup
    let ports: Ports
    let administrator: Principal
    let gateway: Principal

    private static let template = Task {
        let database = try await ScratchDatabase.create()
        let group = try EventLoopGroup(count: 1, name: "migrate")
        let connection = try await PostgresConnection.connect(
            PostgresConfiguration(database.connectionString),
            on: group.next()
        )
        let migrations = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Migrations").standardizedFileURL
        _ = try await Migrator(directory: migrations).migrate(on: connection)
        await connection.close()
        group.stop()
        return database
    }

    /// Runs `body` in a clinic; the store logs in as the service does.
    static func with(_ body: (Clinic) async throws -> Void) async throws {
        try await ScratchDatabase.with(copying: try await template.value) { database in
            let group = try EventLoopGroup(count: 2, name: "store")
            let ports = Store(pool: pool(database, group)).ports
            let clinic = try await open("Clinic", ports, database, group)
            try await body(clinic)
            group.stop()
        }
    }

    /// Another organisation in the same database.
    func neighbour() async throws -> Clinic {
        try await Clinic.open("Neighbour", ports, database, group)
    }

    /// The same organisation through another process's pool.
    func beside() -> Ports { Store(pool: Clinic.pool(database, group)).ports }

    /// The same organisation, seen from another process.
    func fromBeside() -> Clinic {
        Clinic(database: database, group: group, ports: beside(), administrator: administrator, gateway: gateway)
    }

    /// A connection as the role, which owns everything (`postgres`) or serves (`hearth_service`).
    func connect(as role: String) async throws -> PostgresConnection {
        try await PostgresConnection.connect(
            PostgresConfiguration(database.connectionString(user: role)),
            on: group.next()
        )
    }

    /// Asks as the superuser, past row-level security.
    func count(_ sql: String) async throws -> Int {
        let connection = try await connect(as: PrivateCluster.superuser)
        let count = try await connection.query(sql)[0].decode(0, as: Int.self)
        await connection.close()
        return count
    }

    /// Does something as the superuser that the service may not do.
    func execute(_ sql: String) async throws {
        let connection = try await connect(as: PrivateCluster.superuser)
        try await connection.execute(sql)
        await connection.close()
    }

    private static func open(
        _ name: String,
        _ ports: Ports,
        _ database: ScratchDatabase,
        _ group: EventLoopGroup
    ) async throws -> Clinic {
        let organization = try await ports.organizations.create(name: name).id
        let administrator = Principal.localOperator(of: organization)
        let gateway = try await ports.gateways.create(name: "Hall", as: administrator).gateway
        return Clinic(
            database: database,
            group: group,
            ports: ports,
            administrator: administrator,
            gateway: Principal(organization: organization, role: .gateway, subject: .gateway(gateway.id))
        )
    }

    static func pool(_ database: ScratchDatabase, _ group: EventLoopGroup) -> PostgresPool {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let configuration = PostgresConfiguration(database.connectionString(user: "hearth_service"))
        return PostgresPool(configuration, group: group, logger: logger)
    }
}
