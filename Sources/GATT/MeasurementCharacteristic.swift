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
    /// 0x2A9C.
    case bodyComposition(BodyCompositionMeasurement)
    /// 0x2B34.
    case enhancedBloodPressure(EnhancedBloodPressureMeasurement)
    /// 0x2B35, never a reading.
    case enhancedIntermediateCuffPressure(EnhancedIntermediateCuffPressure)

    /// The characteristics to subscribe to: all those whose values become readings.
    public static let readingUUIDs: [CharacteristicUUID] = [
        .bloodPressureMeasurement, .temperatureMeasurement, .plxSpotCheckMeasurement, .plxContinuousMeasurement,
        .heartRateMeasurement, .weightMeasurement, .glucoseMeasurement, .cgmMeasurement,
        .bodyCompositionMeasurement, .enhancedBloodPressureMeasurement,
    ]

    /// Which of a device's characteristics to subscribe to, so that no measurement comes twice.
    ///
    /// A cuff that offers its measurements in the plain and in the enhanced form sends them in the plain one.
    ///
    /// - Parameter offered: The 16-bit UUIDs of the device's characteristics.
    /// - Returns: Those of them whose values become readings.
    public static func readingUUIDs(among offered: some Sequence<UInt16>) -> Set<UInt16> {
        let wanted = Set(readingUUIDs.map(\.rawValue)).intersection(offered)
        guard wanted.contains(CharacteristicUUID.bloodPressureMeasurement.rawValue) else { return wanted }
        return wanted.subtracting([CharacteristicUUID.enhancedBloodPressureMeasurement.rawValue])
    }

    /// Reads the value of a characteristic.
    ///
    /// - Parameters:
    ///   - uuid: The 16-bit UUID of the characteristic.
    ///   - bytes: All the bytes of the notification or indication.
    ///   - feature: What a continuous glucose monitor can do; when it protects its values, each must have a checksum.
    /// - Returns: The value; its `measurements` are what was measured.
    /// - Throws: What is wrong at which byte; `GATTError.Code.unknownCharacteristic` when values of
    ///   this characteristic are not measurements known here.
    public static func decode(
        uuid: UInt16,
        bytes: [UInt8],
        feature: CGMFeature? = nil
    ) throws(GATTError) -> MeasurementCharacteristic {
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
        case .cgmMeasurement: .cgm(try CGMMeasurement(decoding: bytes, from: feature))
        case .bodyCompositionMeasurement: .bodyComposition(try BodyCompositionMeasurement(decoding: bytes))
        case .enhancedBloodPressureMeasurement:
            .enhancedBloodPressure(try EnhancedBloodPressureMeasurement(decoding: bytes))
        case .enhancedIntermediateCuffPressure:
            .enhancedIntermediateCuffPressure(try EnhancedIntermediateCuffPressure(decoding: bytes))
        default: throw GATTError(.unknownCharacteristic, at: 0, expected: "a measurement characteristic")
        }
    }

    /// What was measured, of a device of which more is known than its value says.
    ///
    /// - Parameter session: When the session of a continuous glucose monitor began.
    /// - Returns: As `measurements`.
    public func measurements(since session: CGMSessionStartTime?) -> [DecodedMeasurement] {
        if case .cgm(let value) = self { return value.measurements(since: session) }
        return measurements
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
        case .bodyComposition(let value): value.measurements
        case .enhancedBloodPressure(let value): value.measurements
        case .intermediateCuffPressure, .enhancedIntermediateCuffPressure, .intermediateTemperature,
            .glucoseContext:
            []
        }
    }
}
