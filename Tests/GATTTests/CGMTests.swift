import GATT
import Testing
import Vitals

/// Bytes of the tests of Nordic Semiconductor's Android BLE Common Library (package callback.cgm) where nothing else is
/// said; it and tshark 4.0.17 show the same numbers.
@Suite("Continuous glucose monitors")
struct CGMTests {
    private static let full = "0F E3 D2E4 0500 02 14 FF 02F0 E5F3 8E3F"

    @Test("A published record has its fields, and its checksum is right")
    func publishedRecord() throws {
        let record = try #require(try CGMMeasurement(decoding: bytes(Self.full)).records.first)
        #expect(text(record.concentration) == "12.34" && record.timeOffsetMinutes == 5)
        #expect(record.trend.map(text) == "0.2" && record.quality.map(text) == "99.7")
        #expect(record.status == CGMSensorStatus(rawValue: 0xFF_14_02) && record.isProtected)
        let flags = try #require(record.status?.flags)
        #expect(
            flags.starts(with: [.batteryLow, .calibrationRecommended, .sensorTemperatureTooHigh, .belowPatientLow])
        )
        #expect(flags.count == 11)
    }

    @Test("A notification may hold several records, each with bytes of its own")
    func publishedRecords() throws {
        let value = try CGMMeasurement(decoding: bytes("06 00 0C10 0500 06 00 0C10 0600"))
        #expect(value.records.map(\.timeOffsetMinutes) == [5, 6])
        #expect(value.records.allSatisfy { text($0.concentration) == "120" && !$0.isProtected })
        #expect(value.measurements.map(\.recordBytes) == [try bytes("0600 0C10 0500"), try bytes("0600 0C10 0600")])
        // The same number with its zero in the mantissa instead of the exponent.
        #expect(try value.encoded() == bytes("06 00 7800 0500 06 00 7800 0600"))
    }

    @Test("A wrong checksum is an error at its byte, in whichever record")
    func checksum() throws {
        #expect(throws: GATTError(.checksumMismatch, at: 6, expected: "E2E-CRC")) {
            try CGMMeasurement(decoding: bytes("08 00 0C10 0600 586F"))
        }
        #expect(try CGMMeasurement(decoding: bytes("08 00 0C10 0600 596F")).records[0].isProtected)
        #expect(throws: GATTError(.checksumMismatch, at: 14, expected: "E2E-CRC")) {
            try CGMMeasurement(decoding: bytes("08 00 0C10 0600 596F 08 00 0C10 0600 586F"))
        }
    }

    @Test("Every changed bit of a protected record is noticed")
    func changedBits() throws {
        let whole = try bytes(Self.full)
        for bit in 0..<whole.count * 8 {
            var changed = whole
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: GATTError.self, "bit \(bit)") { try CGMMeasurement(decoding: changed) }
        }
    }

    @Test(
        "A record whose size is wrong ends the notification with an error",
        arguments: [
            ("00", GATTError.Code.outOfRange, 0), ("05 00 0C10 05", .outOfRange, 0), ("FF 00 0C10 0500", .truncated, 6),
            ("07 00 0C10 0500 00", .truncated, 7), ("09 00 0C10 0500 000000", .checksumMismatch, 6),
            ("06 00 0C10 0500 00", .outOfRange, 6), ("06 01 0C10 0500", .truncated, 6), ("", .truncated, 0),
        ]
    )
    func sizes(hex: String, code: GATTError.Code, offset: Int) throws {
        let error = try #require(throws: GATTError.self) { try CGMMeasurement(decoding: bytes(hex)) }
        #expect(error.code == code && error.offset == offset)
    }

    @Test("Octets that say nothing are as good as none, and the evidence keeps them")
    func emptyOctets() throws {
        let value = try CGMMeasurement(decoding: bytes("09 E0 7800 0500 000000"))
        #expect(value.records.first?.status == nil)
        #expect(try CGMMeasurement(decoding: value.encoded()) == value)
        #expect(value.measurements.map(\.recordBytes) == [try bytes("09 E0 7800 0500 000000")])
    }

    @Test("A device that protects its values sends none without a checksum")
    func requiredChecksum() throws {
        let sample = GlucoseSample(.interstitialFluid, at: .subcutaneousTissue)
        let protected = CGMFeature(bits: 1 << 12, sample: sample)
        let open = CGMFeature(bits: 0, sample: sample)
        #expect(throws: GATTError(.checksumMismatch, at: 14, expected: "E2E-CRC")) {
            try CGMMeasurement(decoding: bytes("08 00 0C10 0600 596F 06 00 0C10 0600"), from: protected)
        }
        #expect(try CGMMeasurement(decoding: bytes(Self.full), from: protected).records.count == 1)
        #expect(try CGMMeasurement(decoding: bytes("06 00 0C10 0600"), from: open).records.count == 1)
    }

    @Test("With the start of its session a record has a time and a number")
    func sessionTime() throws {
        let session = try CGMSessionStartTime(decoding: bytes("E20704180D08180804"))
        let value = try CGMMeasurement(decoding: bytes("06 00 0C10 0500 06 00 0C10 A005"))
        let measured = value.measurements(since: session)
        #expect(measured.map(\.deviceTime?.description) == ["2018-04-24T13:13:24", "2018-04-25T13:08:24"])
        #expect(measured.map(\.sequenceNumber) == [5, 1440])
        #expect(
            measured.map(Reading.init).allSatisfy {
                $0 == Reading(.interstitialGlucose, .milligramsPerDecilitre, "120")
            }
        )
    }

    @Test("Without the start of its session a record has no known time, and no number to be mistaken by")
    func noSession() throws {
        let measured = try #require(try measurements(.cgmMeasurement, "06 00 0C10 0500").first)
        #expect(measured.deviceTime?.isKnown == false && measured.sequenceNumber == nil)
        let unset = try CGMSessionStartTime(decoding: bytes("0000 04180D08180802"))
        let value = try CGMMeasurement(decoding: bytes("06 00 0C10 0500"))
        #expect(value.measurements(since: unset).first?.deviceTime?.isKnown == false)
    }

    @Test(
        "A result out of the monitor's range has no number",
        arguments: [("40", "negative-infinity"), ("80", "positive-infinity"), ("C0", "not-a-number"), ("01", "120")]
    )
    func outOfRange(warning: String, value: String) throws {
        let measured = try measurements(.cgmMeasurement, "07 20 0C10 0500 \(warning)")
        #expect(measured.map(Reading.init) == [Reading(.interstitialGlucose, .milligramsPerDecilitre, value)])
    }

    @Test("Each bit of the status has its name, and the reserved ones have none")
    func statusNames() {
        let names = (UInt32(0)..<24).map { CGMSensorStatus(rawValue: 1 << $0).flags }
        let reserved = [6, 7, 14, 15]
        for (bit, flags) in names.enumerated() { #expect(flags.count == (reserved.contains(bit) ? 0 : 1)) }
        #expect(Set(names.joined()).count == 20)
    }

    @Test("A published feature has its bits, sample and checksum")
    func feature() throws {
        let value = try CGMFeature(decoding: bytes("6E9E01 16 8AC1"))
        #expect(value.isProtected && !value.hasMultipleSessions && value.hasTrend && value.hasQuality)
        #expect(value.sample == GlucoseSample(.arterialPlasma, at: .finger))
        #expect(try value.encoded() == bytes("6E9E01 16 8AC1"))
        #expect(throws: GATTError(.checksumMismatch, at: 4, expected: "E2E-CRC")) {
            try CGMFeature(decoding: bytes("6E9E01 16 AFBE"))
        }
        // Nordic's library refuses another value than FFFF here; the GSS lets a service define any.
        #expect(try !CGMFeature(decoding: bytes("6E8E01 16 AFBE")).isProtected)
    }

    @Test("A published state has its status, protected or not")
    func status() throws {
        let value = try CGMStatus(decoding: bytes("0500 3F3FFF A7E0"))
        #expect(value.timeOffsetMinutes == 5 && value.isProtected && value.status.flags.count == 20)
        #expect(try value.encoded() == bytes("0500 3F3FFF A7E0"))
        let open = try CGMStatus(decoding: bytes("0600 010101"))
        #expect(open.status.flags == [.sessionStopped, .timeSynchronizationRequired, .belowPatientLow])
        #expect(throws: GATTError(.checksumMismatch, at: 5, expected: "E2E-CRC")) {
            try CGMStatus(decoding: bytes("0600 010101 A7E0"))
        }
        #expect(throws: GATTError.self) { try CGMStatus(decoding: bytes("0600 010101 01")) }
    }

    @Test("A published session has its start, zone and daylight-saving time")
    func session() throws {
        let value = try CGMSessionStartTime(decoding: bytes("E20704180D0818 08 04 E0C2"))
        #expect(value.dateTime.description == "2018-04-24T13:08:24" && value.isProtected)
        #expect(value.zoneQuarters == 8 && value.daylightSavingQuarters == 4)
        #expect(try value.encoded() == bytes("E20704180D0818 08 04 E0C2"))
        let unknown = try CGMSessionStartTime(decoding: bytes("E20704180D0818 80 FF"))
        #expect(unknown.zoneQuarters == nil && unknown.daylightSavingQuarters == nil)
        #expect(try unknown.encoded() == bytes("E20704180D0818 80 FF"))
    }

    @Test(
        "A session with a zone, an offset or a checksum that there is not is refused at its byte",
        arguments: [
            ("E20704180D0818 39 04", 7), ("E20704180D0818 CF 04", 7), ("E20704180D0818 08 03", 8),
            ("E20704180D0818 08 04 E0C3", 9), ("E20704180D0818 08 04 E0", 10), ("E20704180D0818 08", 8),
        ]
    )
    func refusedSession(hex: String, offset: Int) throws {
        let error = try #require(throws: GATTError.self) { try CGMSessionStartTime(decoding: bytes(hex)) }
        #expect(error.offset == offset)
    }

    @Test("A published run time has its hours")
    func runTime() throws {
        #expect(try CGMSessionRunTime(decoding: bytes("0200 08C3")) == CGMSessionRunTime(hours: 2, isProtected: true))
        #expect(try CGMSessionRunTime(decoding: bytes("0200")).encoded() == bytes("0200"))
        #expect(throws: GATTError.self) { try CGMSessionRunTime(decoding: bytes("0200 09C3")) }
        #expect(throws: GATTError.self) { try CGMSessionRunTime(decoding: bytes("0200 01")) }
    }

    @Test(
        "A published answer of the control point has its fields",
        arguments: [
            ("1C 02 01", .init(.response(toOpCode: 2, code: 1))),
            ("1C 02 02 A709", .init(.response(toOpCode: 2, code: 2), isProtected: true)),
            ("1C 02 01 3C3B", .init(.response(toOpCode: 2, code: 1), isProtected: true)),
            ("03 0B", .init(.communicationInterval(minutes: 11))),
            ("03 0A 8A75", .init(.communicationInterval(minutes: 10), isProtected: true)),
        ] as [(String, CGMControlResponse)]
    )
    func answers(hex: String, response: CGMControlResponse) throws {
        #expect(try CGMControlResponse(decoding: bytes(hex)) == response)
        #expect(try response.encoded() == bytes(hex))
    }

    @Test(
        "A request to the control point is read back, with and without a checksum",
        arguments: [
            CGMControlRequest.Operation.startSession, .getCommunicationInterval, .setCommunicationInterval(minutes: 5),
        ],
        [false, true]
    )
    func requests(operation: CGMControlRequest.Operation, isProtected: Bool) throws {
        let request = CGMControlRequest(operation, isProtected: isProtected)
        #expect(try CGMControlRequest(decoding: request.encoded()) == request)
    }

    @Test("A session cannot be stopped, nor a sensor calibrated", arguments: ["1B", "04 0000", "19", "00", "1D", ""])
    func refusedRequests(hex: String) throws {
        let error = try #require(throws: GATTError.self) { try CGMControlRequest(decoding: bytes(hex)) }
        #expect(error.offset == 0)
    }
}
