/// A characteristic of a service, as discovered.
public struct GATTCharacteristic: Hashable, Sendable, Codable {
    /// What its value means.
    public var uuid: BluetoothUUID
    /// What can be done with it.
    public var properties: CharacteristicProperties
    /// Where its value is.
    public var valueHandle: UInt16
    /// The last handle that belongs to it: its descriptors lie between the value and here.
    public var lastHandle: UInt16
    /// Its descriptors, as far as they have been discovered.
    public var descriptors: [GATTDescriptor]

    /// Makes a characteristic that is known from an earlier connection.
    public init(
        uuid: BluetoothUUID,
        properties: CharacteristicProperties,
        valueHandle: UInt16,
        lastHandle: UInt16,
        descriptors: [GATTDescriptor] = []
    ) {
        self.uuid = uuid
        self.properties = properties
        self.valueHandle = valueHandle
        self.lastHandle = lastHandle
        self.descriptors = descriptors
    }
}
