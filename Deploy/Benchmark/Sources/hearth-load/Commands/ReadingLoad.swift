import ArgumentParser

/// Posts readings as gateways do.
struct ReadingLoad: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "readings", abstract: "Post readings.")

    @Option var port: UInt16
    @Option(help: "The file with organisation, gateways and patients.") var cast: String
    @Option var connections: Int
    @Option(help: "Readings in each request.") var batch: Int
    @Option var seconds: Double
    @Option(help: "Requests a second; without it as many as are answered.") var rate: Double?

    func run() throws {
        let work = ReadingWorkload(try Cast.read(cast), batch: batch)
        let pace: Pace = rate.map { .open(requestsPerSecond: $0) } ?? .closed
        var loop = try LoadLoop(work, port: port, connections: connections, pace: pace)
        var result = try loop.run(seconds: seconds)
        result.readings = loop.work.created
        try result.print()
    }
}
