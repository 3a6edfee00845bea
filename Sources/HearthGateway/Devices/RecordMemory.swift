import ATT
import GATT
import Spool

/// A memory of a connected device: through what its records come, and where they are asked for.
struct RecordMemory: Sendable, Equatable {
    /// The characteristic through which the records come.
    let measurement: CharacteristicUUID
    /// Where its values come from.
    let valueHandle: UInt16
    /// The record access control point of the same service.
    let controlPoint: GATTCharacteristic

    /// Whether the records have numbers; those of a pulse oximeter have none.
    var isNumbered: Bool { measurement != .plxSpotCheckMeasurement }

    /// By what the spool knows it.
    func source(of device: String) -> RecordSource {
        RecordSource(device: device, characteristic: measurement.rawValue)
    }

    /// The memories of a device, in the order of its services.
    static func all(in services: [GATTService]) -> [RecordMemory] {
        services.compactMap { service in
            guard let uuid = service.uuid.short.flatMap(ServiceUUID.init), let measurement = measurement(of: uuid),
                let values = service.characteristic(BluetoothUUID(measurement.rawValue)),
                let controlPoint = service.characteristic(
                    BluetoothUUID(CharacteristicUUID.recordAccessControlPoint.rawValue)
                )
            else { return nil }
            return RecordMemory(measurement: measurement, valueHandle: values.valueHandle, controlPoint: controlPoint)
        }
    }

    private static func measurement(of service: ServiceUUID) -> CharacteristicUUID? {
        switch service {
        case .glucose: .glucoseMeasurement
        case .continuousGlucoseMonitoring: .cgmMeasurement
        case .pulseOximeter: .plxSpotCheckMeasurement
        default: nil
        }
    }
}
