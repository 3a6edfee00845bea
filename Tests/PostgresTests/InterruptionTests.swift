import EventLoops
import Foundation
import Postgres
import PrivateCluster
import Testing

@Suite struct InterruptionTests {
    @Test func cancellingTheTaskCancelsTheStatementAndKeepsTheConnection() async throws {
        try await TestServer.with { server in
            let connection = try await server.connect()
            for _ in 0..<5 {
                let task = Task { try await connection.query("SELECT pg_sleep(60)") }
                try await server.waitUntilActive(connection)
                task.cancel()
                let error = await #expect(throws: PostgresError.self) { try await task.value }
                #expect(error?.code == .cancelled)
                #expect(try await connection.rowCount("SELECT 1") == 1)
            }
        }
    }

    @Test func aStatementThatTakesTooLongIsCancelled() async throws {
        try await TestServer.withConnection { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.query("SELECT pg_sleep(60)", timeLimit: .milliseconds(100))
            }
            #expect(error?.code == .timedOut)
            let rows = try await connection.rowCount("SELECT 1")
            #expect(rows == 1)
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE marks (id int)")
            let task = Task {
                try? await Task.sleep(for: .seconds(60))
                try await connection.query("INSERT INTO marks VALUES (1)")
            }
            task.cancel()
            await #expect(throws: PostgresError.self) { try await task.value }
            #expect(try await connection.rowCount("SELECT 1 FROM marks") == 0)
        }
    }

    @Test func aKilledBackendIsReportedAsALostConnection() async throws {
        try await TestServer.with { server in
            let victim = try await server.connect()
            let killer = try await server.connect()
            let process = await victim.backendProcess
            let statement = Task { try await victim.query("SELECT pg_sleep(60)") }
            try await server.waitUntilActive(victim)
            try await killer.query("SELECT pg_terminate_backend($1)", [.int4(process)])
            let error = await #expect(throws: PostgresError.self) { try await statement.value }
            #expect(error?.code == .connectionLost)
            #expect(error?.sqlState == .adminShutdown)
            #expect(await victim.isClosed)
            let again = await #expect(throws: PostgresError.self) { try await victim.query("SELECT 1") }
            #expect(again?.code == .connectionLost)
        }
    }

    @Test func aCrashOfTheServerIsReportedAsALostConnection() async throws {
        let cluster = try await PrivateCluster.start(settings: .fast)
        try await TestServer.with { server in
            let configuration = PostgresConfiguration(cluster.connectionString())
            let connection = try await PostgresConnection.connect(configuration, on: server.group.next())
            let statement = Task { try await connection.query("SELECT pg_sleep(60)") }
            try await Task.sleep(for: .milliseconds(100))
            await cluster.kill()
            let error = await #expect(throws: PostgresError.self) { try await statement.value }
            #expect(error?.code == .connectionLost)
        }
        await cluster.stop()
    }

    @Test func closingTheConnectionEndsItsStatement() async throws {
        try await TestServer.with { server in
            let connection = try await server.connect()
            let statement = Task { try await connection.query("SELECT pg_sleep(60)") }
            try await server.waitUntilActive(connection)
            await connection.close()
            let error = await #expect(throws: PostgresError.self) { try await statement.value }
            #expect(error?.code == .connectionLost)
        }
    }

    @Test func aServerThatDoesNotAnswerIsGivenUp() async throws {
        let silent = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(silent) }
        let directory = "/tmp/hearth-silent-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array("\(directory)/.s.PGSQL.5432".utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(silent, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0 && listen(silent, 5) == 0)
        try await TestServer.with { server in
            var configuration = PostgresConfiguration("host=\(directory) user=x")
            configuration.connectTimeLimit = .milliseconds(100)
            let error = await #expect(throws: PostgresError.self) {
                _ = try await PostgresConnection.connect(configuration, on: server.group.next())
            }
            #expect(error?.code == .connectTimedOut)
        }
    }

    @Test(
        "a connection that cannot be made says why and not with which password",
        arguments: [
            ("host=/nowhere password=geheim", PostgresError.Code.connectFailed),
            ("host=localhost port=1 password=geheim", .connectFailed),
            ("host=does-not-exist.invalid password=geheim", .connectFailed),
            ("password=geheim geheim", .invalidConnectionString),
        ]
    )
    func connectFailure(_ connectionString: String, _ code: PostgresError.Code) async throws {
        let group = try EventLoopGroup(count: 1, name: "test")
        defer { group.stop() }
        let error = await #expect(throws: PostgresError.self) {
            _ = try await PostgresConnection.connect(PostgresConfiguration(connectionString), on: group.next())
        }
        #expect(error?.code == code)
        #expect(error?.sqlState == nil)
        #expect(error?.description.contains("geheim") == false)
    }

    @Test func aLoginThatTheServerRefusesSaysWhichConditionItMet() async throws {
        try await TestServer.with { server in
            let strangers = PostgresConfiguration(server.database.connectionString(user: "no_such_role"))
            let role = await #expect(throws: PostgresError.self) {
                _ = try await PostgresConnection.connect(strangers, on: server.group.next())
            }
            #expect(role?.code == .connectFailed)
            #expect(role?.sqlState?.rawValue == "28000")
            try await server.database.drop()
            let database = await #expect(throws: PostgresError.self) { _ = try await server.connect() }
            #expect(database?.code == .connectFailed)
            #expect(database?.sqlState?.rawValue == "3D000")
        }
    }
}
