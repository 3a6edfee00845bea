/// The value of any characteristic through which devices send measurements.
public enum MeasurementCharacteristic: Hashable, Sendable {
    /// 0x2A35.
    case bloodPressure(BloodPressureMeasurement)
    /// 0x2A36, never a reading.
    case intermediateCuffPressure(IntermediateCuffPressure)
    /// 0x2A1C.
    case temperature(TemperatureMeasurement)
    /// 0x2A1E, never a reading.
    case intermediateTemperature(IntermediateTemperature)
    /// 0x2A5E.
    case plxSpotCheck(PLXSpotCheckMeasurement)
    /// 0x2A5F.
    case plxContinuous(PLXContinuousMeasurement)
    /// 0x2A37.
    case heartRate(HeartRateMeasurement)
    /// 0x2A9D.
    case weight(WeightMeasurement)
    /// 0x2A18.
    case glucose(GlucoseMeasurement)
    /// 0x2A34, never a reading: it says more of the record of its sequence number.
    case glucoseContext(GlucoseMeasurementContext)
    /// 0x2AA7.
    case cgm(CGMMeasurement)

    /// The characteristics to subscribe to: all those whose values become readings.
    public static let readingUUIDs: [CharacteristicUUID] = [
        .bloodPressureMeasurement, .temperatureMeasurement, .plxSpotCheckMeasurement, .plxContinuousMeasurement,
        .heartRateMeasurement, .weightMeasurement, .glucoseMeasurement, .cgmMeasurement,
    ]

    /// Reads the value of a characteristic.
    ///
    /// - Parameters:
    ///   - uuid: The 16-bit UUID of the characteristic.
    ///   - bytes: All the bytes of the notification or indication.
    /// - Returns: The value; its `measurements` are what was measured.
    /// - Throws: What is wrong at which byte; `GATTError.Code.unknownCharacteristic` when values of
    ///   this characteristic are not measurements known here.
    public static func decode(uuid: UInt16, bytes: [UInt8]) throws(GATTError) -> MeasurementCharacteristic {
        switch CharacteristicUUID(rawValue: uuid) {
        case .bloodPressureMeasurement: .bloodPressure(try BloodPressureMeasurement(decoding: bytes))
        case .intermediateCuffPressure: .intermediateCuffPressure(try IntermediateCuffPressure(decoding: bytes))
        case .temperatureMeasurement: .temperature(try TemperatureMeasurement(decoding: bytes))
        case .intermediateTemperature: .intermediateTemperature(try IntermediateTemperature(decoding: bytes))
        case .plxSpotCheckMeasurement: .plxSpotCheck(try PLXSpotCheckMeasurement(decoding: bytes))
        case .plxContinuousMeasurement: .plxContinuous(try PLXContinuousMeasurement(decoding: bytes))
        case .heartRateMeasurement: .heartRate(try HeartRateMeasurement(decoding: bytes))
        case .weightMeasurement: .weight(try WeightMeasurement(decoding: bytes))
        case .glucoseMeasurement: .glucose(try GlucoseMeasurement(decoding: bytes))
        case .glucoseMeasurementContext: .glucoseContext(try GlucoseMeasurementContext(decoding: bytes))
        case .cgmMeasurement: .cgm(try CGMMeasurement(decoding: bytes))
        default: throw GATTError(.unknownCharacteristic, at: 0, expected: "a measurement characteristic")
        }
    }

    /// What was measured, in the device's units: none, one or several readings.
    ///
    /// A value that has no number is a reading with a reason for its absence. Intermediate values
    /// yield no reading.
    public var measurements: [DecodedMeasurement] {
        switch self {
        case .bloodPressure(let value): value.measurements
        case .temperature(let value): value.measurements
        case .plxSpotCheck(let value): value.measurements
        case .plxContinuous(let value): value.measurements
        case .heartRate(let value): value.measurements
        case .weight(let value): value.measurements
        case .glucose(let value): value.measurements
        case .cgm(let value): value.measurements
        case .intermediateCuffPressure, .intermediateTemperature, .glucoseContext: []
        }
    }
}
