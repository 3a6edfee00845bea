import GATT
import Testing
import Vitals

/// What a decoded measurement says, as text, so that a test reads like the documentation.
struct Reading: Hashable, CustomTestStringConvertible {
    let kind: ReadingKind
    let unit: Vitals.Unit
    let values: [String]

    init(_ kind: ReadingKind, _ unit: Vitals.Unit, _ values: String...) {
        self.kind = kind
        self.unit = unit
        self.values = values
    }

    init(_ decoded: DecodedMeasurement) {
        kind = decoded.measurement.kind
        unit = decoded.measurement.unit
        values = decoded.measurement.values.map { text($0.value) }
    }

    var testDescription: String { "\(kind.rawValue) \(values) \(unit.rawValue)" }
}

/// Decodes bytes and lists what they measure.
func measurements(_ uuid: CharacteristicUUID, _ hex: String) throws -> [DecodedMeasurement] {
    try MeasurementCharacteristic.decode(uuid: uuid.rawValue, bytes: bytes(hex)).measurements
}
