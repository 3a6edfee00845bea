import GRDB
import ReadingExchange
import Vitals

extension Spool {
    /// The measurements to deliver next, those that took place last first.
    ///
    /// After weeks offline the newest are what an alert can still help with; the rest follows.
    public func nextBatch(limit: Int) async throws(SpoolError) -> [SpooledMeasurement] {
        try await write { db in try MeasurementQueries.newest(db, limit: limit) }
    }

    /// Deletes what was delivered and keeps what was refused, in one transaction.
    public func settle(_ settlements: [SpoolSettlement]) async throws(SpoolError) {
        try await write { db in
            for settlement in settlements {
                switch settlement.outcome {
                case .delivered: try MeasurementQueries.delete(db, delivered: settlement.identity)
                case .refused(let problem): try MeasurementQueries.refuse(db, settlement.identity, problem)
                }
            }
            try MeasurementQueries.forgetOldestDelivered(db)
        }
    }

    /// Lets everything that the server refused wait to be delivered once more, and returns how many that are.
    ///
    /// Another process may do this while the gateway runs.
    public func resendRefused() async throws(SpoolError) -> Int {
        try await write { db in try MeasurementQueries.resendRefused(db) }
    }

    /// What the server refused, with the reasons, in the order of reception.
    public func deadLetters(limit: Int) async throws(SpoolError) -> [DeadLetter] {
        try await read { db in try MeasurementQueries.refused(db, limit: limit) }
    }
}
