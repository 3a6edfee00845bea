import EventLoops
import Foundation
import PrivateCluster
import SocketHTTP
import Testing
import Vitals

extension WholeProcesses {
    /// The database stands still while more is brought than the server may keep.
    struct CrowdedOutageTests {
        private static let clients = 1_500
        /// The server may keep 20,000 readings for each loop: a quarter of what the crowd brings at once.
        private static let configuration = [
            "HEARTH_LOOPS_COUNT": "2",
            // All are let in before the first sends its batch, which takes as long as it takes.
            "HEARTH_HTTP_TIMES_BODY_SECONDS": "600",
            // Those that are refused often come back after minutes.
            "HEARTH_HTTP_TIMES_IDLE_SECONDS": "3600",
        ]
        /// What the crowd's batches may add to the memory of the server until the first is refused: twice what the 400
        /// batches do that it may keep, and less than all 1,500 do.
        private static let fullMegabytes = 100
        /// What they may add at any time: all that is worked on at once is less, and what was refused since is more.
        private static let growthMegabytes = 400
        /// Batches whose storing shows that everything goes on.
        private static let batches = 200
        /// For what comes by itself, on a busy machine.
        private static let patience: Duration = .seconds(240)

        private struct Growth {
            var full: Int
            var most: Int
        }

        @Test(
            "A crowd that uploads to a database that stands still is told to come back, and costs bounded memory",
            .timeLimit(.minutes(12))
        )
        func staysBounded() async throws {
            let descriptors = Self.clients + 1_000
            try #require(DescriptorLimit.raise(to: descriptors) >= descriptors, "the hard limit of files is too low")
            try await Deployment.with(servers: 1, configuration: Self.configuration) { deployment in
                let client = try deployment.administrator
                let device = try await client.createDevice(OutageLoad.device(0))
                let patient = try await client.createPatient("Patient")
                _ = try await client.assign(device: device, to: patient, from: "2020-01-01T00:00:00Z")
                let gateway = try await client.enroll(code: try await client.createGateway("Gateway"))
                let crowd = OutageCrowd(gateway: gateway, loop: deployment.loops.next(), now: .now)
                async let answers = crowd.run(clients: Self.clients)
                let course = await Self.course(of: crowd, deployment)
                crowd.stop()
                let growth = try course.get()
                try await check(try await answers, deployment.database)
                print(
                    "\(Outage.seconds) s without a database: \(growth.full) MB more when full, \(growth.most) MB at most"
                )
                #expect(growth.full < Self.fullMegabytes)
                #expect(growth.most < Self.growthMegabytes)
            }
        }

        /// Stops the database once everybody is let in, lets it go on when everybody was told to come back, and waits
        /// until batches are stored again; however that ends, the database goes on.
        ///
        /// - Returns: How many megabytes the server has had besides those that it had before.
        private static func course(of crowd: OutageCrowd, _ deployment: Deployment) async -> Result<Growth, any Error> {
            let (cluster, server) = (deployment.cluster, deployment.servers[0])
            do {
                try await crowd.wait(for: "let in", within: patience) { $0.waitingClients == clients }
                let before = server.residentMegabytes
                try await Outage.stopped.begin(cluster)
                crowd.note(.away)
                try await crowd.wait(for: "full", within: patience) { $0.refusedClients > 0 }
                let full = server.peakMegabytes
                try await Task.sleep(for: .seconds(Outage.seconds))
                try await crowd.wait(for: "refused", within: patience) { $0.refusedClients == clients }
                crowd.note(.back)
                try await Outage.stopped.end(cluster)
                try await crowd.wait(for: "stored", within: patience) { $0.storedBatches >= batches }
                return .success(Growth(full: full - before, most: server.peakMegabytes - before))
            } catch {
                try? await Outage.stopped.end(cluster)
                return .failure(error)
            }
        }

        private func check(_ answers: [OutageCrowd.Answer], _ database: Database) async throws {
            #expect(answers.allSatisfy { $0.status == 200 || $0.status == 503 && ($0.retryAfterSeconds ?? 0) > 0 })
            #expect(!answers.contains { $0.status == 200 && $0.phase == .away })
            let whole = """
                SELECT extract(epoch FROM date_trunc('second', effective_at))::int8::text FROM hearth.readings
                GROUP BY 1 HAVING count(*) = \(OutageCrowd.batchReadings)
                """
            let stored = Set(try await database.texts(whole))
            let acknowledged = answers.filter { $0.status == 200 }.map { "\($0.batch.millisecondsSince1970 / 1_000)" }
            #expect(Set(acknowledged).isSubset(of: stored))
            let refused = answers.count - acknowledged.count
            print("\(refused) uploads were told to come back, \(acknowledged.count) were stored")
        }
    }
}
