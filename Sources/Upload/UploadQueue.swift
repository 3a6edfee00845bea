/// Where the measurements wait that are to be delivered; on the gateway it is the spool.
public protocol UploadQueue: Sendable {
    /// The items to deliver next, at most `limit`; empty when nothing waits. The most urgent come first.
    func nextBatch(limit: Int) async throws -> [UploadItem]

    /// Takes the server's answers: deletes what was delivered, keeps what was refused apart.
    func settle(_ settlements: [UploadSettlement]) async throws
}
