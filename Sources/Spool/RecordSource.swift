/// The memory of a device: its records are the values of one characteristic.
public struct RecordSource: Sendable, Hashable {
    /// The device's identifier as the gateway knows it.
    public let device: String
    /// The 16-bit UUID of the characteristic through which the records are sent.
    public let characteristic: UInt16

    /// Names a memory.
    public init(device: String, characteristic: UInt16) {
        self.device = device
        self.characteristic = characteristic
    }

    init(of indication: RawIndication) {
        self.init(device: indication.device, characteristic: indication.characteristic)
    }
}
