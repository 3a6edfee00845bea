import GATT
import Vitals

/// Every characteristic's decoder: what is read, written again and read again is the same.
///
/// The input is the characteristic's 16-bit UUID, most significant byte first, then its value.
enum CharacteristicsTarget {
    /// Every decoder; one that is new belongs here.
    static let decoders: [any CharacteristicValue.Type] = [
        BatteryLevel.self, BloodPressureMeasurement.self, BodyCompositionFeature.self,
        BodyCompositionMeasurement.self, CGMControlRequest.self, CGMControlResponse.self,
        CGMFeature.self, CGMMeasurement.self,
        CGMSessionRunTime.self, CGMSessionStartTime.self, CGMStatus.self, CurrentTime.self, DatabaseHash.self,
        EnhancedBloodPressureMeasurement.self, EnhancedIntermediateCuffPressure.self, GlucoseFeature.self,
        GlucoseMeasurement.self, GlucoseMeasurementContext.self, HeartRateMeasurement.self,
        IntermediateCuffPressure.self, IntermediateTemperature.self, PLXContinuousMeasurement.self,
        PLXSpotCheckMeasurement.self, PnPID.self, RecordAccessRequest.self, RecordAccessResponse.self,
        ServiceChanged.self,
        SystemID.self, TemperatureMeasurement.self, UserConsent.self, UserControlResponse.self, UserIndex.self,
        WeightMeasurement.self, WeightScaleFeature.self,
    ]

    static func check(_ input: [UInt8]) throws(BrokenProperty) {
        guard input.count >= 2 else { return }
        let uuid = UInt16(input[0]) << 8 | UInt16(input[1])
        let value = Array(input[2...])
        for decoder in decoders where decoder.uuid.rawValue == uuid { try check(value, by: decoder) }
        if DeviceInformationString.uuids.contains(where: { $0.rawValue == uuid }) { try checkText(value) }
        guard let measured = try? MeasurementCharacteristic.decode(uuid: uuid, bytes: value) else { return }
        for item in measured.measurements { check(item.measurement) }
    }

    private static func check<Value: CharacteristicValue>(
        _ bytes: [UInt8],
        by decoder: Value.Type
    ) throws(BrokenProperty) {
        let value: Value
        do throws(GATTError) {
            value = try Value(decoding: bytes)
        } catch {
            return try hold((0...bytes.count).contains(error.offset), "an error names a byte outside")
        }
        guard let encoded = try? value.encoded() else {
            throw BrokenProperty(description: "a value that was read cannot be written")
        }
        let again = try? Value(decoding: encoded)
        try hold(again.map { isSame($0, value) } ?? false, "a value changes when it is written")
    }

    /// Whether two values say the same.
    ///
    /// A continuous monitor's value keeps the bytes of its records too, and an octet of a status without a bit need not
    /// be written.
    private static func isSame<Value: CharacteristicValue>(_ one: Value, _ other: Value) -> Bool {
        guard let one = one as? CGMMeasurement, let other = other as? CGMMeasurement else { return one == other }
        return one.records.map(withoutEmptyStatus) == other.records.map(withoutEmptyStatus)
    }

    private static func withoutEmptyStatus(_ record: CGMRecord) -> CGMRecord {
        CGMRecord(
            concentration: record.concentration,
            timeOffsetMinutes: record.timeOffsetMinutes,
            status: record.status.flatMap { $0.rawValue == 0 ? nil : $0 },
            trend: record.trend,
            quality: record.quality,
            isProtected: record.isProtected
        )
    }

    private static func checkText(_ bytes: [UInt8]) throws(BrokenProperty) {
        let text: DeviceInformationString
        do throws(GATTError) {
            text = try DeviceInformationString(decoding: bytes)
        } catch {
            return try hold((0...bytes.count).contains(error.offset), "an error names a byte outside")
        }
        try hold((try? DeviceInformationString(decoding: text.encoded())) == text, "a text changes")
    }

    /// What a device says goes on to the server: to judge and to convert it must not crash.
    private static func check(_ measurement: Measurement) {
        _ = Plausibility.check(measurement)
        _ = try? measurement.canonical()
    }
}
