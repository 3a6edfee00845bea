import HearthCore
import Logging

/// Stores what it can of a request of which the database refuses some reading, and says which that is.
///
/// It stores halves, and halves of halves: with one refused reading in a thousand some twenty transactions.
struct IsolatingStore: GroupStore {
    let store: any GroupStore
    /// How long it looks for refused readings in one request.
    let limit: Duration
    let logger: Logger

    func store(
        _ requests: [IngestRequest],
        lockWait: Duration
    ) async throws(IngestFailure) -> [[IngestOutcome]] {
        do throws(IngestFailure) {
            return try await store.store(requests, lockWait: lockWait)
        } catch {
            // Several requests are tried each on its own first.
            guard error.isOfOneReading, requests.count == 1, let request = requests.first else { throw error }
            return [try await isolate(request, lockWait, error, until: .now + limit)]
        }
    }

    /// The outcomes of a request that failed for one of its readings.
    private func isolate(
        _ request: IngestRequest,
        _ lockWait: Duration,
        _ failure: IngestFailure,
        until deadline: ContinuousClock.Instant
    ) async throws(IngestFailure) -> [IngestOutcome] {
        guard request.readings.count > 1 else {
            logger.error(
                "the database refuses a reading",
                metadata: ["organization": "\(request.organization)", "error": "\(failure)"]
            )
            return [.refused]
        }
        guard ContinuousClock.now < deadline else { throw failure }
        let middle = request.readings.count / 2
        var outcomes: [IngestOutcome] = []
        for half in [request.readings[..<middle], request.readings[middle...]] {
            let part = IngestRequest(
                organization: request.organization,
                uploader: request.uploader,
                readings: Array(half)
            )
            do throws(IngestFailure) {
                outcomes += try await store.store([part], lockWait: lockWait).flatMap(\.self)
            } catch {
                guard error.isOfOneReading else { throw error }
                outcomes += try await isolate(part, lockWait, error, until: deadline)
            }
        }
        return outcomes
    }
}
