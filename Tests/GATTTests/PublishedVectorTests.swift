import GATT
import Testing
import Vitals

@Suite("Published vectors")
struct PublishedVectorTests {
    @Test("An SFLOAT is the published decimal, trailing zeros included", arguments: try PublishedVectors.load().sfloat)
    func sfloat(_ vector: PublishedVectors.Number) throws {
        var reader = ByteReader(try bytes(vector.hex))
        #expect(text(try reader.sfloat("number")) == vector.value ?? vector.special)
        try reader.finish()
    }

    @Test("A FLOAT is the published decimal, trailing zeros included", arguments: try PublishedVectors.load().float)
    func float(_ vector: PublishedVectors.Number) throws {
        var reader = ByteReader(try bytes(vector.hex))
        #expect(text(try reader.float("number")) == vector.value ?? vector.special)
        try reader.finish()
    }

    @Test("A characteristic has the published fields", arguments: try PublishedVectors.load().characteristics)
    func characteristic(_ vector: PublishedVectors.Characteristic) throws {
        let uuid = try #require(UInt16(vector.uuid, radix: 16))
        let decoded = try MeasurementCharacteristic.decode(uuid: uuid, bytes: bytes(vector.hex))
        if vector.expect["refused"] != nil {
            try expectImplausiblePulse(decoded)
        } else {
            #expect(fields(of: decoded) == vector.expect)
            #expect(decoded.measurements.allSatisfy { Plausibility.check($0.measurement) == nil })
        }
    }

    /// The Beurer BM85 sends its pulse big-endian: by the rule it is −256000, and that must not become a reading.
    private func expectImplausiblePulse(_ decoded: MeasurementCharacteristic) throws {
        let pulse = try #require(decoded.measurements.first { $0.measurement.kind == .heartRate }).measurement
        #expect(pulse[.heartRate].map(text) == "-256000")
        #expect(Plausibility.check(pulse) == .tooLow(.heartRate))
        let pressure = try #require(decoded.measurements.first).measurement
        #expect(pressure[.systolicPressure].map(text) == "106")
        #expect(pressure[.diastolicPressure].map(text) == "71")
    }

    private func fields(of decoded: MeasurementCharacteristic) -> [String: String] {
        switch decoded {
        case .bloodPressure(let value): fields(of: value)
        case .plxSpotCheck(let value): fields(of: value)
        case .plxContinuous(let value): fields(of: value)
        default: [:]
        }
    }

    private func fields(of value: BloodPressureMeasurement) -> [String: String] {
        var fields = [
            "systolic": text(value.systolic), "diastolic": text(value.diastolic), "mean": text(value.mean),
            "unit": value.unit == .kilopascals ? "kPa" : "mm[Hg]",
        ]
        fields["time"] = value.timestamp?.description
        fields["pulseRate"] = value.pulseRate.map(text)
        fields["userIndex"] = value.userID.map { String($0) }
        fields["status"] = value.status.map { hexadecimal($0.rawValue, digits: 4) }
        return fields
    }

    private func fields(of value: PLXSpotCheckMeasurement) -> [String: String] {
        var fields = oximeterFields(
            value.spotCheck,
            value.measurementStatus,
            value.deviceAndSensorStatus,
            value.pulseAmplitudeIndex
        )
        fields["time"] = value.timestamp?.description
        return fields
    }

    private func fields(of value: PLXContinuousMeasurement) -> [String: String] {
        oximeterFields(value.normal, value.measurementStatus, value.deviceAndSensorStatus, value.pulseAmplitudeIndex)
    }

    private func oximeterFields(
        _ pair: SpO2PR,
        _ status: PLXMeasurementStatus?,
        _ deviceStatus: PLXDeviceAndSensorStatus?,
        _ amplitude: MeasuredValue?
    ) -> [String: String] {
        var fields = ["spo2": text(pair.oxygenSaturation), "pulseRate": text(pair.pulseRate)]
        fields["measurementStatus"] = status.map { hexadecimal($0.rawValue, digits: 4) }
        fields["deviceAndSensorStatus"] = deviceStatus.map { hexadecimal($0.rawValue, digits: 6) }
        fields["pulseAmplitudeIndex"] = amplitude.map(text)
        return fields
    }

    private func hexadecimal(_ bits: some BinaryInteger, digits: Int) -> String {
        let text = String(bits, radix: 16)
        return "0x" + String(repeating: "0", count: digits - text.count) + text
    }
}
