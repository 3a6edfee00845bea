import ReadingExchange
import Upload
import Vitals

/// A queue in memory that remembers what became of each item.
actor MemoryQueue: UploadQueue {
    private(set) var waiting: [UploadItem]
    private(set) var delivered: [MeasurementIdentity: SubmissionStatus] = [:]
    private(set) var refused: [MeasurementIdentity: SubmissionProblem] = [:]
    private var failuresLeft: Int

    init(_ items: [UploadItem], failures: Int = 0) {
        waiting = items
        failuresLeft = failures
    }

    struct Failure: Error {}

    func add(_ item: UploadItem) {
        waiting.insert(item, at: 0)
    }

    func nextBatch(limit: Int) throws -> [UploadItem] {
        guard failuresLeft == 0 else {
            failuresLeft -= 1
            throw Failure()
        }
        return Array(waiting.prefix(limit))
    }

    func settle(_ settlements: [UploadSettlement]) {
        for settlement in settlements {
            switch settlement.outcome {
            case .delivered(let status): delivered[settlement.identity] = status
            case .refused(let problem): refused[settlement.identity] = problem
            }
            waiting.removeAll { $0.identity == settlement.identity }
        }
    }
}
