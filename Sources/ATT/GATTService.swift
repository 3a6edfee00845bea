/// A primary service of a device, as discovered.
///
/// A gateway may keep it per bonded device and skip discovery.
public struct GATTService: Hashable, Sendable, Codable {
    /// What the service is.
    public var uuid: BluetoothUUID
    /// The handle of its declaration.
    public var firstHandle: UInt16
    /// The last handle that belongs to it.
    public var lastHandle: UInt16
    /// Its characteristics, as far as they have been discovered.
    public var characteristics: [GATTCharacteristic]

    /// Makes a service that is known from an earlier connection.
    public init(
        uuid: BluetoothUUID,
        firstHandle: UInt16,
        lastHandle: UInt16,
        characteristics: [GATTCharacteristic] = []
    ) {
        self.uuid = uuid
        self.firstHandle = firstHandle
        self.lastHandle = lastHandle
        self.characteristics = characteristics
    }

    /// The first characteristic with this UUID, or nil.
    public func characteristic(_ uuid: BluetoothUUID) -> GATTCharacteristic? {
        characteristics.first { $0.uuid == uuid }
    }
}
