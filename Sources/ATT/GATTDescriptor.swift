/// A descriptor of a characteristic, as discovered.
public struct GATTDescriptor: Hashable, Sendable, Codable {
    /// What it describes.
    public var uuid: BluetoothUUID
    /// Where it is.
    public var handle: UInt16

    /// Makes a descriptor that is known from an earlier connection.
    public init(uuid: BluetoothUUID, handle: UInt16) {
        self.uuid = uuid
        self.handle = handle
    }
}
