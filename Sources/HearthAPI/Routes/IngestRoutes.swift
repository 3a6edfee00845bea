import ExactJSON
import HTTPTypes
import HearthCore
import ReadingExchange
import SocketHTTP

/// `POST /v1/readings`.
struct IngestRoutes: Sendable {
    let ingest: any ReadingIngest

    func add(to table: inout RouteTable) {
        table.add(.postReadings, answer: post)
    }

    /// Asks whether there is room before it reads, refuses what is malformed, hands on the rest in one go, and answers in the order of the request.
    @Sendable private func post(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        guard ingest.hasRoom else { throw CoreError.unavailable }
        let request = try ReadingsRequest(try await call.document())
        let readings = request.items.compactMap { item -> IncomingReading? in
            guard case .success(let submission) = item else { return nil }
            return IncomingReading(submission)
        }
        let outcomes = readings.isEmpty ? [] : try await ingest.ingest(readings, as: principal)
        guard outcomes.count == readings.count else { throw CoreError.internal(code: "ingest-outcome-count") }
        var taken = 0
        let results = request.items.indices.map { index -> SubmissionResult in
            if case .failure(let refusal) = request.items[index] {
                return SubmissionResult(index: index, refusal: refusal)
            }
            defer { taken += 1 }
            return SubmissionResult(index: index, of: readings[taken].identity, outcome: outcomes[taken])
        }
        let answer = ReadingsAnswer(results: results)
        guard !answer.isRefusedAltogether else { throw refusedAltogether(answer) }
        return .json(answer.json)
    }

    private func refusedAltogether(_ answer: ReadingsAnswer) -> Problem {
        var problem = Problem(
            status: .unprocessableContent,
            code: "all-refused",
            title: "Every item was refused",
            detail: "Nothing was stored; the results say why"
        )
        problem.members["results"] = answer.resultsJSON
        return problem
    }
}
