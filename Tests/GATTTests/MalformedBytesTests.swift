import GATT
import Testing

@Suite("Malformed bytes")
struct MalformedBytesTests {
    @Test("A value cut off anywhere is an error at the first missing byte", arguments: FullValue.all)
    func truncation(_ value: FullValue) throws {
        let whole = try bytes(value.hex)
        _ = try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: whole)
        for length in 0..<whole.count where !value.completeLengths.contains(length) {
            let error = try #require(throws: GATTError.self, "\(length) bytes") {
                try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: Array(whole.prefix(length)))
            }
            #expect(error.code == .truncated)
            #expect(error.offset == length)
        }
    }

    @Test("A byte too many is an error at that byte", arguments: FullValue.all)
    func trailingByte(_ value: FullValue) throws {
        let whole = try bytes(value.hex)
        let error = try #require(throws: GATTError.self) {
            try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: whole + [0])
        }
        // A heart rate cannot have a byte too many, only half an RR interval.
        let isHeartRate = value.uuid == .heartRateMeasurement
        if value.uuid == .cgmMeasurement {
            // It is the beginning of a next record, and no size is that small.
            #expect(error == GATTError(.outOfRange, at: whole.count, expected: "size (6...255)"))
            return
        }
        #expect(error.code == (isHeartRate ? .truncated : .trailingBytes))
        #expect(error.offset == (isHeartRate ? whole.count + 1 : whole.count))
    }

    // RR intervals take all that is left, so a heart rate with them has no room for later fields.
    @Test(
        "Fields of a later version follow the known ones when a reserved flag says so",
        arguments: FullValue.all.filter {
            ![.heartRateMeasurement, .glucoseMeasurementContext, .cgmMeasurement].contains($0.uuid)
        }
    )
    func reservedFlag(_ value: FullValue) throws {
        let whole = try bytes(value.hex)
        let flagByte = value.uuid == .bodyCompositionMeasurement ? 1 : 0
        var later = whole + [0xAA, 0xBB]
        later[flagByte] |= 0x80
        let known = try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: whole)
        #expect(try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: later) == known)
    }

    @Test("Fixed-size values cut off anywhere are errors at the first missing byte")
    func fixedSizeTruncation() throws {
        try expectTruncations(of: bytes("E807060F11111B068005")) { bytes throws(GATTError) in
            _ = try CurrentTime(decoding: bytes)
        }
        try expectTruncations(of: bytes("0504030201563412")) { bytes throws(GATTError) in
            _ = try SystemID(decoding: bytes)
        }
        try expectTruncations(of: bytes("026D0434120102")) { bytes throws(GATTError) in
            _ = try PnPID(decoding: bytes)
        }
        try expectTruncations(of: bytes("6E8E0116FFFF")) { bytes throws(GATTError) in
            _ = try CGMFeature(decoding: bytes)
        }
        try expectTruncations(of: bytes("01000000")) { bytes throws(GATTError) in
            _ = try BodyCompositionFeature(decoding: bytes)
        }
        try expectTruncations(of: bytes("01000000")) { bytes throws(GATTError) in
            _ = try WeightScaleFeature(decoding: bytes)
        }
        try expectTruncations(of: bytes("0100FFFF")) { bytes throws(GATTError) in
            _ = try ServiceChanged(decoding: bytes)
        }
        try expectTruncations(of: bytes("000102030405060708090A0B0C0D0E0F")) { bytes throws(GATTError) in
            _ = try DatabaseHash(decoding: bytes)
        }
        try expectTruncations(of: bytes("0203D204")) { bytes throws(GATTError) in
            _ = try UserConsent(decoding: bytes)
        }
        try expectTruncations(of: [2]) { bytes throws(GATTError) in _ = try UserIndex(decoding: bytes) }
        try expectTruncations(of: [50]) { bytes throws(GATTError) in _ = try BatteryLevel(decoding: bytes) }
    }

    private func expectTruncations(
        of whole: [UInt8],
        decode: ([UInt8]) throws(GATTError) -> Void
    ) throws {
        try decode(whole)
        for length in 0..<whole.count {
            let error = try #require(throws: GATTError.self) { try decode(Array(whole.prefix(length))) }
            #expect(error.code == .truncated && error.offset == length)
        }
        let error = try #require(throws: GATTError.self) { try decode(whole + [0]) }
        #expect(error.code == .trailingBytes && error.offset == whole.count)
    }

    @Test("Random bytes, and values with a byte changed, decode or are refused", arguments: FullValue.all)
    func randomBytes(_ value: FullValue) throws {
        var random = SplitMix64(seed: UInt64(value.uuid.rawValue))
        let whole = try bytes(value.hex)
        var decoded = 0
        var refused = 0
        for round in 0..<5_000 {
            var noise = whole
            if round.isMultiple(of: 2) {
                let length = Int.random(in: 0...24, using: &random)
                noise = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            } else {
                noise[Int.random(in: noise.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            do throws(GATTError) {
                let result = try MeasurementCharacteristic.decode(uuid: value.uuid.rawValue, bytes: noise)
                #expect(result.measurements.count <= 3)
                decoded += 1
            } catch {
                #expect(0...noise.count ~= error.offset)
                refused += 1
            }
        }
        #expect(decoded > 0 && refused > 0)
    }

    @Test("A characteristic that carries no measurement is refused", arguments: [0x2A19, 0x2A49, 0x0000, 0xFFFF])
    func unknownCharacteristic(uuid: UInt16) throws {
        let error = try #require(throws: GATTError.self) {
            try MeasurementCharacteristic.decode(uuid: uuid, bytes: [0, 0, 0])
        }
        #expect(error.code == .unknownCharacteristic)
    }
}
