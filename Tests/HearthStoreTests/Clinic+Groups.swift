import EventLoops
import HearthCore
import Postgres
import Vitals

@testable import HearthStore

extension Clinic {
    /// What stores groups, without what forms them.
    var store: any GroupStore {
        let database = Database(pool: Clinic.pool(database, group))
        return IngestTransaction(
            database: database,
            partitions: Partitions(database: database),
            watch: ConfigurationWatch(database: database)
        )
    }

    /// A request of the gateway.
    func request(_ readings: [IncomingReading]) -> IngestRequest {
        guard case .gateway(let id) = gateway.subject else { preconditionFailure("a gateway uploads") }
        let uploader = Uploader(gateway: id, credential: gateway.credential)
        return IngestRequest(organization: gateway.organization, uploader: uploader, readings: readings)
    }

    /// Submits requests at the same moment from one event loop; the outcomes are in their order.
    func ingestAtOnce(_ requests: [[IncomingReading]]) async throws -> [Result<[IngestOutcome], CoreError>] {
        let loop = group.next()
        return await withTaskGroup(of: (Int, Result<[IngestOutcome], CoreError>).self) { tasks in
            for (index, request) in requests.enumerated() {
                tasks.addTask(executorPreference: loop) {
                    do throws(CoreError) {
                        return (index, .success(try await ports.ingest.ingest(request, as: gateway)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var outcomes = [Result<[IngestOutcome], CoreError>](repeating: .success([]), count: requests.count)
            for await (index, outcome) in tasks { outcomes[index] = outcome }
            return outcomes
        }
    }

    /// How many transactions of the database have stored identities so far.
    func commits() async throws -> Int {
        try await count("SELECT count(DISTINCT xmin::text)::bigint FROM hearth.measurement_identities")
    }
}
