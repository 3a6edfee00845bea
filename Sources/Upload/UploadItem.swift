import ReadingExchange
import Vitals

/// A measurement to be delivered.
public struct UploadItem: Sendable, Hashable {
    /// What it is known by, here and on the server.
    public let identity: MeasurementIdentity
    /// What is to be delivered.
    public let submission: ReadingSubmission

    /// Makes an item.
    public init(identity: MeasurementIdentity, submission: ReadingSubmission) {
        self.identity = identity
        self.submission = submission
    }
}
