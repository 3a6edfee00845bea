import ATT
import GATT

/// A characteristic that a simulated device offers.
public struct SimulatedCharacteristic: Sendable {
    /// What its value means.
    public var uuid: BluetoothUUID
    /// What a client can do with it; one that indicates or notifies gets a configuration descriptor.
    public var properties: CharacteristicProperties
    /// The value that a read finds; when it throws, the client is told Unlikely Error.
    public var value: @Sendable () throws -> [UInt8]

    /// Makes a characteristic; without a value it reads as empty.
    public init(
        _ uuid: BluetoothUUID,
        _ properties: CharacteristicProperties,
        value: @escaping @Sendable () throws -> [UInt8] = { [] }
    ) {
        self.uuid = uuid
        self.properties = properties
        self.value = value
    }

    init(
        _ uuid: CharacteristicUUID,
        _ properties: CharacteristicProperties,
        value: @escaping @Sendable () throws -> [UInt8] = { [] }
    ) {
        self.init(BluetoothUUID(uuid.rawValue), properties, value: value)
    }

    /// A value that is read and never changes.
    init(_ uuid: CharacteristicUUID, constant value: [UInt8]) {
        self.init(uuid, .read) { value }
    }
}
