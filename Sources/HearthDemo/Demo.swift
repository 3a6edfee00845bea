import EventLoops
import Foundation
import HearthCore
import HearthGateway
import HearthServer
import HearthStore
import Logging
import PrivateCluster
import SocketHTTP

/// A whole installation on this machine: PostgreSQL, server, a dozen homes, and a person who watches.
public struct Demo: Sendable {
    /// How long the last measurements may take to reach the database once nobody measures any more.
    private static let drainSeconds = 20

    let options: DemoOptions
    let logger: Logger

    /// Makes a demo.
    public init(options: DemoOptions, logger: Logger) {
        self.options = options
        self.logger = logger
    }

    /// Runs it until its time is over or the process is told to stop, and leaves nothing behind.
    ///
    /// - Returns: What it came to.
    /// - Throws: What keeps it from running.
    public func run() async throws -> DemoSummary {
        let console = DemoConsole()
        guard FileManager.default.fileExists(atPath: options.migrations) else {
            throw DemoError.migrations(path: options.migrations)
        }
        let stop = await StopSignal()
        console.show("starting a private PostgreSQL")
        let cluster = try await PrivateCluster.start(settings: .durable)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-demo-\(UUID())")
        do {
            let summary = try await play(on: cluster, in: folder, until: stop, console: console)
            await clear(cluster, folder)
            report(summary, console)
            return summary
        } catch {
            await clear(cluster, folder)
            throw error
        }
    }

    private func clear(_ cluster: PrivateCluster, _ folder: URL) async {
        await cluster.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func play(
        on cluster: PrivateCluster,
        in folder: URL,
        until stop: StopSignal,
        console: DemoConsole
    ) async throws -> DemoSummary {
        let administrator = cluster.connectionString(database: "postgres", user: PrivateCluster.superuser)
        _ = try await SchemaMigration(
            connectionString: administrator,
            directory: URL(fileURLWithPath: options.migrations),
            logger: logger
        ).run()
        let names = PatientNames()
        let server = try await Server(
            configuration: ServerConfiguration(
                port: options.port,
                grace: .seconds(2),
                database: cluster.connectionString(database: "postgres", user: "hearth_service")
            ),
            channel: ConsoleChannel(console: console, names: names),
            logger: logger
        ).start()
        do {
            let cast = try await prepare(server, names: names, console: console)
            let stage = try DemoStage(
                cast: cast,
                server: server,
                folder: folder,
                names: names,
                console: console,
                logger: logger
            )
            var summary = try await stage.play(seconds: options.seconds, until: stop, drainSeconds: Demo.drainSeconds)
            let audit = try await DemoAudit(connectionString: administrator).count(stage.tally.identities)
            summary.stored = audit.stored
            summary.quarantined = audit.quarantined
            await server.stop()
            return summary
        } catch {
            await server.stop()
            throw error
        }
    }

    private func prepare(_ server: RunningServer, names: PatientNames, console: DemoConsole) async throws -> DemoCast {
        let now = Date()
        let cast = try await DemoCast.register(ports: server.ports, now: now)
        for (id, patient) in zip(cast.patients, SimulatedPatient.cast) { names.keep(patient.name, of: id) }
        let count = try await DemoHistory(cast: cast, ingest: server.ports.ingest).seed(now: now)
        console.show("\(cast.patients.count) patients, \(count) readings of \(DemoCast.historyDays) days")
        let base = "http://\(server.address)"
        console.write(
            """

              API        \(base)/v1   (description: \(base)/v1/openapi.yaml)
              clinician  curl -s -H 'Authorization: Bearer \(cast.clinician.text)' \
            \(base)/v1/patients/\(cast.patients[cast.patients.count - 1])/readings
              on-call    curl -sN -H 'Authorization: Bearer \(cast.onCall.text)' \
            -H 'Last-Event-ID: 0' \(base)/v1/alerts/stream

            """
        )
        return cast
    }

    private func report(_ summary: DemoSummary, _ console: DemoConsole) {
        console.show(
            "measured \(summary.measured), stored \(summary.stored), duplicates \(summary.duplicates), "
                + "quarantined \(summary.quarantined), alerts \(summary.alerts), lost \(summary.lost)"
        )
        if options.isJSON { console.write(summary.json) }
    }
}
