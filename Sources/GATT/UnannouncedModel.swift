/// A model that does not announce the service of what it measures, and is known by its name before it is connected.
public struct UnannouncedModel: Hashable, Sendable {
    /// The services that a model can be known for: those that measure.
    public static let services: Set<ServiceUUID> = [
        .bloodPressure, .healthThermometer, .pulseOximeter, .glucose, .continuousGlucoseMonitoring, .weightScale,
        .bodyComposition, .heartRate,
    ]

    /// How it calls itself in its advertisements.
    public let name: NamePattern
    /// The service that it has.
    public let service: ServiceUUID
}
