/// One measurement of a body-composition scale, put together from as many packets as it came in.
public struct BodyCompositionRecord: Hashable, Sendable {
    /// The measurement; `isPart` says that its other half is missing.
    public let measurement: BodyCompositionMeasurement
    /// By what the joiner's owner knows its packets, in their order.
    public let sources: [Int64]

    init(_ measurement: BodyCompositionMeasurement, sources: [Int64]) {
        self.measurement = measurement
        self.sources = sources
    }
}
