import Vitals

/// What the bytes of a stored measurement say when they are decoded once more.
public struct DecodedValue: Hashable, Sendable {
    /// What was measured, in the device's unit.
    public let measurement: Measurement
    /// What else the device said.
    public let flags: [String]

    /// Makes the value.
    public init(measurement: Measurement, flags: [String]) {
        self.measurement = measurement
        self.flags = flags
    }
}
