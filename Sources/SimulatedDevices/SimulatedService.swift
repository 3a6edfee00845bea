import ATT
import GATT

/// A primary service that a simulated device offers.
public struct SimulatedService: Sendable {
    /// What the service is.
    public var uuid: BluetoothUUID
    /// What it holds, in the order of the handles.
    public var characteristics: [SimulatedCharacteristic]

    /// Makes a service.
    public init(_ uuid: BluetoothUUID, _ characteristics: [SimulatedCharacteristic]) {
        self.uuid = uuid
        self.characteristics = characteristics
    }

    init(_ uuid: ServiceUUID, _ characteristics: [SimulatedCharacteristic]) {
        self.init(BluetoothUUID(uuid.rawValue), characteristics)
    }
}
