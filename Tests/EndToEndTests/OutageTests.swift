import ExactJSON
import Foundation
import PrivateCluster
import Testing
import Vitals

extension WholeProcesses {
    /// The database goes away under load and comes back: clients are told to come back, and nothing needs a hand.
    struct OutageTests {
        private static let clients = 24
        private static let devices = 6
        /// Longer than a request is worked on, so that every client is told to come back; a minute is asked for by
        /// hand.
        private static let defaultOutageSeconds = 7
        private static let outageSeconds =
            ProcessInfo.processInfo.environment["HEARTH_OUTAGE_SECONDS"].flatMap { Int($0) } ?? defaultOutageSeconds
        /// Many times what a server takes on at once; memory that grew with the length of the outage would exceed it.
        private static let memoryMegabytes = 300
        /// How long an answer may take, whatever happens: many times its limit, for a busy machine.
        private static let answerSeconds = 30.0

        @Test(
            "Of a database that goes away nothing that was acknowledged is lost, and all goes on by itself",
            .timeLimit(.minutes(6)),
            arguments: Outage.allCases
        )
        func goesOnByItself(outage: Outage) async throws {
            try await Deployment.with(servers: 1, settings: .durable) { deployment in
                let gateway = try await enrol(deployment)
                let load = OutageLoad(gateway: gateway, devices: Self.devices)
                async let answers = load.run(clients: Self.clients)
                try await Task.sleep(for: .seconds(1))
                try await outage.begin(deployment.cluster)
                load.note(.away)
                try await Task.sleep(for: .seconds(Self.outageSeconds))
                load.note(.back)
                try await outage.end(deployment.cluster)
                try await load.waitForSuccess(within: .seconds(60))
                load.stop()
                try await check(try await answers, deployment)
                checkLog(deployment.servers[0].log, outage)
            }
        }

        /// Says it once, however many clients and attempts; sessions that stood still for a while may simply go on.
        ///
        /// A session that was being made when PostgreSQL was killed may still be answered, and seem to be the end.
        private func checkLog(_ log: String, _ outage: Outage) {
            let lines = log.split(separator: "\n")
            let gone = lines.count { $0.contains("cannot be reached") }
            #expect(outage == .killed ? (1...2).contains(gone) : gone <= 1, "\(log.prefix(2_000))")
            #expect(lines.count { $0.contains("can be reached again") } == gone)
        }

        private func check(_ answers: [OutageLoad.Answer], _ deployment: Deployment) async throws {
            let refused = answers.filter { $0.status != 200 }
            #expect(refused.allSatisfy { $0.status == 503 && $0.hasRetryAfter })
            #expect(answers.contains { $0.phase == .away && $0.status == 503 }, "nobody was told to come back")
            #expect(!answers.contains { $0.phase == .away && $0.status == 200 && $0.startedIn == .away })
            #expect(answers.allSatisfy { $0.seconds < Self.answerSeconds })
            let stored = Set(try await deployment.database.texts("SELECT id::text FROM hearth.readings"))
            let acknowledged = Set(answers.compactMap(\.reading))
            #expect(!acknowledged.isEmpty && acknowledged.isSubset(of: stored))
            #expect(deployment.servers[0].peakMegabytes < Self.memoryMegabytes)
        }

        private func enrol(_ deployment: Deployment) async throws -> HearthClient {
            let client = try deployment.administrator
            for number in 0..<Self.devices {
                let device = try await client.createDevice(OutageLoad.device(number))
                let patient = try await client.createPatient("Patient \(number)")
                _ = try await client.assign(device: device, to: patient, from: "2020-01-01T00:00:00Z")
            }
            return try await client.enroll(code: try await client.createGateway("Gateway"))
        }
    }

    /// How the database goes away.
    enum Outage: String, CaseIterable, CustomTestStringConvertible {
        /// Its processes stand still: connections stay open and nobody answers.
        case stopped
        /// Its processes are killed: nobody is there to connect to.
        case killed

        var testDescription: String { rawValue }

        func begin(_ cluster: PrivateCluster) async throws {
            switch self {
            case .stopped: try signal(SIGSTOP, cluster)
            case .killed: await cluster.kill()
            }
        }

        func end(_ cluster: PrivateCluster) async throws {
            switch self {
            case .stopped: try signal(SIGCONT, cluster)
            case .killed: try await cluster.restart()
            }
        }

        private func signal(_ signal: Int32, _ cluster: PrivateCluster) throws {
            let file = cluster.directory.appending(path: "data/postmaster.pid")
            let first = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first
            guard let postmaster = first.flatMap({ pid_t($0) }) else { throw EndToEndError("no postmaster") }
            for process in ProcessTree().descendants(of: postmaster) { kill(process.identifier, signal) }
            kill(postmaster, signal)
        }
    }
}
