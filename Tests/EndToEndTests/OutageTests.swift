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
                try await Task.sleep(for: .seconds(Outage.seconds))
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
}
