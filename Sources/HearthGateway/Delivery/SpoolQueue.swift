import Logging
import Spool
import Upload

/// The spool as the uploader sees it.
struct SpoolQueue: UploadQueue {
    let spool: Spool

    func nextBatch(limit: Int) async throws -> [UploadItem] {
        try await spool.nextBatch(limit: limit).map { UploadItem(identity: $0.identity, submission: $0.submission) }
    }

    func settle(_ settlements: [UploadSettlement]) async throws {
        try await spool.settle(
            settlements.map { settlement in
                switch settlement.outcome {
                case .delivered: SpoolSettlement(identity: settlement.identity, outcome: .delivered)
                case .refused(let problem): SpoolSettlement(identity: settlement.identity, outcome: .refused(problem))
                }
            }
        )
    }
}
