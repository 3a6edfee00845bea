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
    init?(_ advertisement: Advertisement) {
        let announced = Self.allCases.first { advertisement.services.contains(BluetoothUUID($0.service.rawValue)) }
        guard let kind = announced ?? advertisement.name.flatMap(Self.known) else { return nil }
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

    /// Models that do not announce their service, by how their name begins.
    private static func known(_ name: String) -> HealthKind? {
        let models: [(String, HealthKind)] = [
            ("A&D_UA", .bloodPressure), ("A&D_UC", .weightScale), ("A&D_UT", .thermometer),
            ("Contour", .glucose), ("meter+", .glucose), ("Nonin", .pulseOximeter),
        ]
        return models.first { name.hasPrefix($0.0) }?.1
    }
}
