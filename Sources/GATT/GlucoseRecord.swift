/// One record of a glucose meter: its measurement, and its context where it has one.
public struct GlucoseRecord: Hashable, Sendable {
    /// The measurement.
    public let measurement: GlucoseMeasurement
    /// The context with the same sequence number; nil when there is none, or it did not come.
    public let context: GlucoseMeasurementContext?
    /// Why an announced context is not there; nil when none was announced, or it came.
    public let missingContext: MissingContext?
    /// By what the joiner's owner knows the measurement, then its context where it has one.
    public let sources: [Int64]

    /// Why a context that the measurement announced is not there.
    public enum MissingContext: String, Hashable, Sendable, CaseIterable {
        /// It did not come in time.
        case timedOut = "context.timed-out"
        /// More records were waiting for theirs than are kept.
        case tooManyWaiting = "context.too-many-waiting"
        /// The meter sent a record of the same number once more.
        case repeated = "context.repeated"
        /// The meter had sent all that it had, or the connection ended.
        case transferEnded = "context.transfer-ended"
    }

    init(
        _ measurement: GlucoseMeasurement,
        context: GlucoseMeasurementContext? = nil,
        missingContext: MissingContext? = nil,
        sources: [Int64] = []
    ) {
        self.measurement = measurement
        self.context = context
        self.missingContext = missingContext
        self.sources = sources
    }

    /// What was measured, with what the context says of it.
    public var measurements: [DecodedMeasurement] { measurement.measurements(in: context) }
}
