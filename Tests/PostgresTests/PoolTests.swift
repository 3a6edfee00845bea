import DatabaseRelay
import EventLoops
import Foundation
import Postgres
import PrivateCluster
import Testing

@Suite struct PoolTests {
    private func withPool(
        _ limits: PostgresPoolLimits = .init(),
        _ body: (PostgresPool, TestServer) async throws -> Void
    ) async throws {
        try await TestServer.with { server in
            let pool = server.pool(limits)
            try await body(pool, server)
            await pool.close()
            #expect(pool.status.open == 0 && pool.status.idle == 0 && pool.status.waiting == 0)
        }
    }

    @Test func manyTasksShareFewConnections() async throws {
        try await withPool(PostgresPoolLimits(connections: 4, waitLimit: .seconds(30))) { pool, server in
            let sum = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for number in 0..<400 {
                    tasks.addTask(executorPreference: server.group.next()) {
                        try await pool.withConnection { connection in
                            try await connection.query("SELECT $1", [.int8(Int64(number))])[0].decode(0)
                        }
                    }
                }
                return try await tasks.reduce(0, +)
            }
            #expect(sum == 400 * 399 / 2)
            #expect(pool.status.open <= 4)
            #expect(pool.status.idle == pool.status.open)
        }
    }

    @Test func aTaskGetsAConnectionOfItsLoop() async throws {
        try await withPool { pool, server in
            for loop in server.group.loops + server.group.loops {
                let isLocal = try await Task(executorPreference: loop) {
                    try await pool.withConnection { $0.loop === loop }
                }.value
                #expect(isLocal)
            }
            #expect(pool.status.open == 2)
        }
    }

    @Test func whoWaitsTooLongIsRefused() async throws {
        try await withPool(PostgresPoolLimits(connections: 1, waitLimit: .seconds(5))) { pool, _ in
            try await pool.withConnection { _ in
                let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
                #expect(error?.code == .poolExhausted)
                #expect(pool.status.open == 1 && pool.status.idle == 0 && pool.status.waiting == 0)
            }
            try await pool.withConnection { _ in }
        }
    }

    @Test func whoComesWhenTooManyWaitIsRefusedAtOnce() async throws {
        let limits = PostgresPoolLimits(connections: 1, waitLimit: .seconds(30), waiters: 0)
        try await withPool(limits) { pool, _ in
            try await pool.withConnection { _ in
                let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
                #expect(error?.code == .poolExhausted)
            }
        }
    }

    @Test func whoeverWaitedLongestIsNext() async throws {
        try await withPool(PostgresPoolLimits(connections: 1, waitLimit: .seconds(30))) { pool, _ in
            let order = Order()
            var tasks: [Task<Void, any Error>] = []
            try await pool.withConnection { _ in
                for number in 0..<5 {
                    tasks.append(Task { try await pool.withConnection { _ in await order.append(number) } })
                    while pool.status.waiting <= number { try await Task.sleep(for: .milliseconds(1)) }
                }
            }
            for task in tasks { try await task.value }
            #expect(await order.numbers == [0, 1, 2, 3, 4])
        }
    }

    @Test func aCancelledWaiterLeaves() async throws {
        try await withPool(PostgresPoolLimits(connections: 1, waitLimit: .seconds(30))) { pool, _ in
            try await pool.withConnection { _ in
                let task = Task { try await pool.withConnection { _ in } }
                while pool.status.waiting == 0 { try await Task.sleep(for: .milliseconds(1)) }
                task.cancel()
                let error = await #expect(throws: PostgresError.self) { try await task.value }
                #expect(error?.code == .cancelled)
                #expect(pool.status.waiting == 0)
            }
        }
    }

    @Test func aConnectionThatDiedIdleIsReplaced() async throws {
        try await withPool { pool, server in
            let first = try await pool.withConnection { await $0.backendProcess }
            let killer = try await server.connect()
            try await killer.query("SELECT pg_terminate_backend($1, 5000)", [.int4(first)])
            let second = try await pool.withConnection { connection in
                try await connection.query("SELECT 1")
                return await connection.backendProcess
            }
            #expect(first != second)
            #expect(pool.status.open == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aConnectionThatIsLostInUseTakesThoseThatWaitWithIt() async throws {
        try await TestServer.with { server in
            let relay = try await DatabaseRelay.inFront(of: server.database)
            let way = relay.connectionString(to: server.database, user: PrivateCluster.superuser)
            let pool = PostgresPool(
                PostgresConfiguration(way),
                group: server.group,
                limits: PostgresPoolLimits(connections: 4, waitLimit: .seconds(30)),
                logger: server.quietLogger
            )
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        try await pool.withConnection { connection in
                            while pool.status.open < 4 { try await Task.sleep(for: .milliseconds(10)) }
                            try await connection.query("SELECT 1")
                        }
                    }
                }
                try await tasks.waitForAll()
            }
            #expect(pool.status.idle == 4)
            relay.cutAll()
            await #expect(throws: PostgresError.self) {
                try await pool.withConnection { try await $0.query("SELECT 1", timeLimit: .milliseconds(100)) }
            }
            #expect(pool.status.open == 0)
            #expect(try await pool.withConnection { try await $0.query("SELECT 1") }.count == 1)
            await pool.close()
            relay.close()
        }
    }

    @Test func aTransactionLeftOpenIsRolledBack() async throws {
        try await withPool(PostgresPoolLimits(connections: 1)) { pool, _ in
            try await pool.withConnection { connection in
                try await connection.query("BEGIN")
                try await connection.query("CREATE TABLE marks (id int)")
            }
            try await pool.withConnection { connection in
                #expect(await !connection.isInTransaction)
                let rows = try await connection.rowCount("SELECT 1 WHERE to_regclass('marks') IS NULL")
                #expect(rows == 1)
            }
        }
    }

    @Test func aRestartOfTheServerIsWaitedFor() async throws {
        let cluster = try await PrivateCluster.start(settings: .fast)
        try await TestServer.with { server in
            let pool = PostgresPool(
                PostgresConfiguration(cluster.connectionString()),
                group: server.group,
                limits: PostgresPoolLimits(connections: 2, waitLimit: .seconds(60)),
                logger: server.quietLogger
            )
            try await pool.withConnection { connection in
                await cluster.kill()
                // A backend may answer once more before it notices that its server is gone.
                let error = await #expect(throws: PostgresError.self) {
                    while true { try await connection.query("SELECT 1") }
                }
                #expect(error?.code == .connectionLost)
            }
            let waiting = Task {
                try await pool.withConnection { connection in try await connection.rowCount("SELECT 1") }
            }
            try await Task.sleep(for: .milliseconds(200))
            try await cluster.restart()
            #expect(try await waiting.value == 1)
            await pool.close()
        }
        await cluster.stop()
    }

    @Test(.timeLimit(.minutes(2))) func aServerThatRefusesTheLoginIsNotAskedAgain() async throws {
        try await TestServer.with { server in
            let configuration = PostgresConfiguration(server.database.connectionString(user: "nobody_of_that_name"))
            let pool = PostgresPool(
                configuration,
                group: server.group,
                limits: PostgresPoolLimits(connections: 1, waitLimit: .seconds(600)),
                logger: server.quietLogger
            )
            let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(error?.sqlState?.rawValue == "28000")
            #expect(pool.status.open == 0)
        }
    }

    @Test func aClosedPoolRefuses() async throws {
        try await withPool(PostgresPoolLimits(connections: 1, waitLimit: .seconds(30))) { pool, _ in
            try await pool.withConnection { _ in
                let task = Task { try await pool.withConnection { _ in } }
                while pool.status.waiting == 0 { try await Task.sleep(for: .milliseconds(1)) }
                await pool.close()
                let error = await #expect(throws: PostgresError.self) { try await task.value }
                #expect(error?.code == .poolClosed)
            }
            let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(error?.code == .poolClosed)
        }
    }

    private actor Order {
        private(set) var numbers: [Int] = []
        func append(_ number: Int) { numbers.append(number) }
    }
}
