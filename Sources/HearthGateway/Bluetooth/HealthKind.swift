import ATT
import BlueZ
import GATT

/// What a device measures, as far as it says so before it is connected.
enum HealthKind: String, Sendable, CaseIterable {
    case bloodPressure = "blood pressure"
    case thermometer = "thermometer"
    case pulseOximeter = "pulse oximeter"
    case glucose = "glucose meter"
    case continuousGlucose = "glucose sensor"
    case weightScale = "weight scale"
    case bodyComposition = "body scale"
    case heartRate = "heart rate"

    /// What an advertisement announces; nil when it is no health device.
    ///
    /// - Parameters:
    ///   - advertisement: What the device says.
    ///   - quirks: Name the models that do not announce their service.
    init?(_ advertisement: Advertisement, knowing quirks: DeviceQuirks) {
        let announced = Self.allCases.first { advertisement.services.contains(BluetoothUUID($0.service.rawValue)) }
        let known = advertisement.name.flatMap { quirks.service(ofUnannounced: $0) }
        guard let kind = announced ?? Self.allCases.first(where: { $0.service == known }) else { return nil }
        self = kind
    }

    private var service: ServiceUUID {
        switch self {
        case .bloodPressure: .bloodPressure
        case .thermometer: .healthThermometer
        case .pulseOximeter: .pulseOximeter
        case .glucose: .glucose
        case .continuousGlucose: .continuousGlucoseMonitoring
        case .weightScale: .weightScale
        case .bodyComposition: .bodyComposition
        case .heartRate: .heartRate
        }
    }
}
