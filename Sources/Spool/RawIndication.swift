import Vitals

/// A characteristic's value as it came from a device.
public struct RawIndication: Sendable, Hashable {
    /// The device's identifier as the gateway knows it.
    public let device: String
    /// The 16-bit UUID of the characteristic.
    public let characteristic: UInt16
    /// The value, byte for byte.
    public let bytes: [UInt8]
    /// When it was received, by a clock that `clock` tells about.
    public let receivedAt: Instant
    /// When it was received, on the axis that never steps; nil for a recording.
    public let bootTime: BootTime?
    /// What `receivedAt` is worth.
    public let clock: ReceptionClock
    /// How far the device's clock was off in that connection; nil when it was not known.
    public let clockOffsetSeconds: Int?
    /// Whether the device waits for a confirmation and repeats the value without one; not so with a notification.
    public let needsConfirmation: Bool
    /// What the device had said about itself by then.
    public let facts: DeviceFacts

    /// Makes an indication, or a notification when `needsConfirmation` is false.
    public init(
        device: String,
        characteristic: UInt16,
        bytes: [UInt8],
        receivedAt: Instant,
        bootTime: BootTime? = nil,
        clock: ReceptionClock = .trusted,
        clockOffsetSeconds: Int? = nil,
        needsConfirmation: Bool = true,
        facts: DeviceFacts = .none
    ) {
        self.device = device
        self.characteristic = characteristic
        self.bytes = bytes
        self.receivedAt = receivedAt
        self.bootTime = bootTime
        self.clock = clock
        self.clockOffsetSeconds = clockOffsetSeconds
        self.needsConfirmation = needsConfirmation
        self.facts = facts
    }
}
