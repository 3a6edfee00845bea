import ReadingExchange
import Vitals

/// A measurement that waits to be delivered.
public struct SpooledMeasurement: Sendable, Hashable {
    /// What it is known by.
    public let identity: MeasurementIdentity
    /// What is to be delivered.
    public let submission: ReadingSubmission
}
