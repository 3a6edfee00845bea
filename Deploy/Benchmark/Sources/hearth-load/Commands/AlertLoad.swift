import ArgumentParser
import Foundation

/// Measures from the request that raises or clears an alert to the event on the on-call's live stream.
struct AlertLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Post readings at a steady rate and time the alerts that some of them raise."
    )

    /// One round of all patients takes a fraction of it.
    private static let calmingSeconds = 60.0

    @Option var port: UInt16
    @Option(help: "The file with organisation, gateways and patients.") var cast: String
    @Option(help: "The file with an on-call member's token.") var token: String
    @Option var connections: Int
    @Option(help: "Readings a second.") var rate: Double
    @Option(help: "One in so many readings may raise an alert.") var alarmEvery: Int
    @Option var seconds: Double

    func run() throws {
        let cast = try Cast.read(cast)
        let token = try String(contentsOfFile: token, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let screen = try OnCallScreen(port: port, token: token)
        let work = AlertWorkload(cast, alarmEvery: alarmEvery)
        var loop = try LoadLoop(work, port: port, connections: connections, pace: .open(requestsPerSecond: rate))
        let posts = try loop.run(seconds: seconds)
        let sent = loop.work.sent
        let events = screen.events(expecting: sent.values.reduce(0) { $0 + $1.count })
        let (latencies, missing) = AlertLoad.match(sent, events, cast)
        // So that the next run finds no open alert.
        var calming = loop.work
        calming.calmDown()
        loop = try LoadLoop(calming, port: port, connections: connections, pace: .closed)
        _ = try loop.run(seconds: AlertLoad.calmingSeconds)
        var result = LoadResult(
            latencies,
            failures: posts.failures + missing,
            seconds: posts.seconds,
            processorSeconds: posts.processorSeconds
        )
        result.readings = posts.requests
        try result.print()
    }

    /// The events of one patient come in the order in which their readings were sent.
    private static func match(
        _ sent: [Int: [UInt64]],
        _ events: [OnCallScreen.Event],
        _ cast: Cast
    ) -> (Latencies, missing: Int) {
        var latencies = Latencies()
        var missing = 0
        let seen = Dictionary(grouping: events, by: \.patient)
        for (place, times) in sent {
            let arrivals = seen[cast.patients[place].id] ?? []
            for (time, arrival) in zip(times, arrivals) { latencies.add(arrival.seenAt - time) }
            missing += abs(times.count - arrivals.count)
        }
        return (latencies, missing)
    }
}
