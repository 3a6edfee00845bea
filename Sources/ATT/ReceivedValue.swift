/// A value that the device sent on its own: a measurement, to be stored before it is confirmed.
public struct ReceivedValue: Hashable, Sendable {
    /// The attribute that it is the value of.
    public var handle: UInt16
    /// The bytes as the device sent them.
    public var bytes: [UInt8]
    /// True for an indication: the device holds the value until it is confirmed.
    public var isIndication: Bool
    /// When it arrived, on a clock that nobody sets; it may wait long before it is handed over.
    public var arrivedAt: ContinuousClock.Instant
    /// What the handle stands for; nil while it has neither been discovered nor been known before.
    public var characteristic: GATTCharacteristic?

    /// Makes a value, as a test or a replay does.
    public init(
        handle: UInt16,
        bytes: [UInt8],
        isIndication: Bool,
        arrivedAt: ContinuousClock.Instant,
        characteristic: GATTCharacteristic? = nil
    ) {
        self.handle = handle
        self.bytes = bytes
        self.isIndication = isIndication
        self.arrivedAt = arrivedAt
        self.characteristic = characteristic
    }
}
