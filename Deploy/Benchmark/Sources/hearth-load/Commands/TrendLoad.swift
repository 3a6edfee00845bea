import ArgumentParser
import Foundation

/// Reads trends as clinicians do.
struct TrendLoad: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "trends", abstract: "Read trends of 90 days.")

    @Option var port: UInt16
    @Option(help: "A file: a clinician's token in the first line, the path of a trend in each of the others.")
    var paths: String
    @Option var connections: Int
    @Option var seconds: Double

    /// Asks for each path in turn.
    private struct Trends: Workload {
        let requests: [[UInt8]]
        var turn = 0

        mutating func request(at time: UInt64) -> [UInt8]? {
            defer { turn += 1 }
            return requests[turn % requests.count]
        }

        func accepts(_ answer: HTTPAnswer) -> Bool { answer.status == 200 && answer.count(of: "\"count\"") > 0 }
    }

    func run() throws {
        var lines = try String(contentsOfFile: paths, encoding: .utf8).split(separator: "\n")
        let token = lines.removeFirst()
        let requests = lines.map { path in
            Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\r\n".utf8)
        }
        var loop = try LoadLoop(Trends(requests: requests), port: port, connections: connections, pace: .closed)
        try loop.run(seconds: seconds).print()
    }
}
