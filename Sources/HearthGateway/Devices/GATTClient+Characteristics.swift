import ATT
import GATT

extension GATTClient {
    /// The first characteristic of a kind that the device has; nil when it has none.
    func characteristic(_ uuid: CharacteristicUUID) -> GATTCharacteristic? {
        services.lazy.compactMap { $0.characteristic(BluetoothUUID(uuid.rawValue)) }.first
    }

    /// What a characteristic holds; nil where the device has none or does not let it be read.
    func value(of uuid: CharacteristicUUID) async -> [UInt8]? {
        guard let characteristic = characteristic(uuid) else { return nil }
        return try? await read(characteristic.valueHandle)
    }
}
