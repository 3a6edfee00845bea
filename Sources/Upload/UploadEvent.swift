/// What happened in one step of the upload, for the gateway's status and log.
public struct UploadEvent: Sendable, Equatable {
    /// Why the step ended as it did.
    public let reason: UploadReason
    /// The items that were sent.
    public let sentCount: Int
    /// What the server answered for; empty unless it did.
    public let settlements: [UploadSettlement]
    /// The seconds until the next request.
    public let delaySeconds: Double
}
