import ATT
import GATT

/// The kinds of device that Hearth simulates, each with its service of the Bluetooth SIG.
public enum SimulatedDeviceKind: String, Sendable, CaseIterable {
    case bloodPressureCuff = "blood-pressure-cuff"
    case pulseOximeter = "pulse-oximeter"
    case thermometer
    case weightScale = "weight-scale"
    case heartRateStrap = "heart-rate-strap"

    /// The characteristic in which the device sends its measurements.
    public var measurement: CharacteristicUUID {
        switch self {
        case .bloodPressureCuff: .bloodPressureMeasurement
        case .pulseOximeter: .plxSpotCheckMeasurement
        case .thermometer: .temperatureMeasurement
        case .weightScale: .weightMeasurement
        case .heartRateStrap: .heartRateMeasurement
        }
    }

    /// The service that holds the measurement and what the device says about it.
    var service: SimulatedService {
        switch self {
        case .bloodPressureCuff:
            // Body movement, irregular pulse and several users are supported.
            service(.bloodPressure, .indicate, describedBy: .bloodPressureFeature, [0x25, 0x00])
        case .pulseOximeter:
            service(.pulseOximeter, .indicate, describedBy: .plxFeatures, [0x00, 0x00])
        case .thermometer:
            // Measures somewhere on the body.
            service(.healthThermometer, .indicate, describedBy: .temperatureType, [0x02])
        case .weightScale:
            // Time stamps and several users are supported, in steps of 50 g.
            service(.weightScale, .indicate, describedBy: .weightScaleFeature, [0x1B, 0x00, 0x00, 0x00])
        case .heartRateStrap:
            // Worn on the chest.
            service(.heartRate, .notify, describedBy: .bodySensorLocation, [0x01])
        }
    }

    private func service(
        _ uuid: ServiceUUID,
        _ properties: CharacteristicProperties,
        describedBy other: CharacteristicUUID,
        _ description: [UInt8]
    ) -> SimulatedService {
        SimulatedService(
            uuid,
            [SimulatedCharacteristic(measurement, properties), SimulatedCharacteristic(other, constant: description)]
        )
    }
}
