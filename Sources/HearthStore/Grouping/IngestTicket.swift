import EventLoops
import HearthCore

/// A request whose client waits for the outcome.
final class IngestTicket: ScheduledIngest, Sendable {
    let request: IngestRequest
    /// When the client is told to come back, whatever is being done for it.
    let deadline: ContinuousClock.Instant
    private let answer: OneShot<Result<[IngestOutcome], CoreError>> = OneShot()

    init(_ request: IngestRequest, deadline: ContinuousClock.Instant) {
        self.request = request
        self.deadline = deadline
    }

    var organization: OrganizationID { request.organization }
    var readingCount: Int { request.readings.count }
    var devices: Set<String> { Set(request.readings.map(\.deviceIdentifier)) }
    var isWanted: Bool { !answer.isFilled }

    /// Answers the client, unless it has been answered already.
    func settle(_ result: Result<[IngestOutcome], CoreError>) { answer.fulfil(result) }

    /// Waits for the outcome.
    ///
    /// A client that goes away stops waiting at once. What is being stored then is stored to its end.
    func outcome() async throws(CoreError) -> [IngestOutcome] {
        let result = await withTaskCancellationHandler {
            await answer.value()
        } onCancel: {
            answer.fulfil(.failure(.unavailable))
        }
        return try result.get()
    }
}
