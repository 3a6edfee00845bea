import ArgumentParser
import EventLoops

/// Writes rows like Hearth's straight into the database.
struct DatabaseLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Insert batches into, or copy to, a table identical to Hearth's."
    )

    @Option(help: "A libpq connection string.") var connection: String
    @Option(help: "The file with organisation, gateways and patients.") var cast: String
    @Option var clients: Int
    @Option(help: "Rows of one insert; 0 copies instead.") var rows: Int
    @Option var seconds: Double

    func run() async throws {
        let cast = try Cast.read(cast)
        let group = try EventLoopGroup(count: 1)
        let start = MonotonicClock.now()
        let end = start + UInt64(seconds * 1e9)
        let count = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for number in 0..<clients {
                let loop = group.next()
                let client = DatabaseClient(connectionString: connection, cast: cast, number: number, loop: loop)
                tasks.addTask(executorPreference: loop) {
                    rows == 0 ? try await client.copy(until: end) : try await client.insert(rows: rows, until: end)
                }
            }
            return try await tasks.reduce(0, +)
        }
        var result = LoadResult(
            Latencies(),
            failures: 0,
            seconds: Double(MonotonicClock.now() - start) / 1e9,
            processorSeconds: Double(MonotonicClock.processorTime()) / 1e9
        )
        result.readings = count
        try result.print()
    }
}
