import GATT

/// What a device has just sent, to be stored.
public struct Arrival: Sendable {
    /// What it sent.
    public let indication: RawIndication
    /// How far the device's records are stored with it; nil leaves that as it is.
    public let position: RecordPosition?

    /// Makes the value.
    public init(_ indication: RawIndication, position: RecordPosition? = nil) {
        self.indication = indication
        self.position = position
    }
}
