import HearthCore
import Postgres
import Testing

/// Months of readings that several servers need at the same moment.
@Suite(.timeLimit(.minutes(3)))
struct PartitionTests {
    @Test("of many that make a month at once one makes it, and all of them find it")
    func atOnce() async throws {
        try await Clinic.with { clinic in
            var connections: [PostgresConnection] = []
            for _ in 0..<8 { connections.append(try await clinic.connect(as: "hearth_service")) }
            for month in 1...12 {
                let made = try await withThrowingTaskGroup(of: Bool.self) { tasks in
                    for connection in connections {
                        tasks.addTask {
                            let sql = "SELECT hearth.ensure_readings_partition('2013-\(month)-15')"
                            return try await connection.query(sql)[0].decode(0, as: Bool.self)
                        }
                    }
                    return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(made == 1)
            }
            for connection in connections { await connection.close() }
        }
    }
}
