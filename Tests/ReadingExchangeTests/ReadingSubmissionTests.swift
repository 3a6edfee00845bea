import ExactJSON
import Testing
import Vitals

@testable import ReadingExchange

@Suite("One submitted measurement")
struct ReadingSubmissionTests {
    @Test("Every member is read")
    func reading() throws {
        let item = try Samples.submission()
        #expect(item.device == "E8:07:01:02:03:04")
        #expect(item.characteristic == 0x2A35)
        #expect(item.measurement.kind == .bloodPressure)
        #expect(item.measurement[.systolicPressure]?.number == 124)
        #expect(item.measurement[.diastolicPressure]?.number?.description == "86.50")
        #expect(item.measurement[.meanPressure] == .absent(.notANumber))
        #expect(item.userIndex == 1)
        #expect(item.deviceTime?.description == "2026-11-21T09:00:12")
        #expect(item.sequenceNumber == 12)
        #expect(item.effectiveAt.description == "2026-11-21T08:00:00.000Z")
        #expect(item.receivedAt.description == "2026-11-21T08:00:03.250Z")
        #expect(item.timeCorrection == TimeCorrection(reason: .deviceClockOffset, offsetSeconds: -12))
        #expect(item.flags == ["irregular-pulse"])
        #expect(item.raw == [0x1E, 0x7C, 0x00, 0x56, 0x00, 0xFF, 0xFF])
    }

    @Test("What the gateway writes is what the server reads, and both name it the same")
    func roundTrip() throws {
        let full = try Samples.submission()
        let measurement = try Measurement(kind: .bodyWeight, unit: .kilograms, values: [.bodyWeight: .number(80)])
        let now = Instant(millisecondsSince1970: 1_795_000_000_123)
        let least = ReadingSubmission(
            device: "scale-1",
            characteristic: 0x2A9D,
            measurement: measurement,
            effectiveAt: now,
            receivedAt: now,
            timeCorrection: TimeCorrection(reason: .receptionTime),
            raw: [0]
        )
        let joined = ReadingSubmission(
            device: "scale-1",
            characteristic: 0x2A9D,
            measurement: measurement,
            effectiveAt: now,
            receivedAt: now,
            timeCorrection: TimeCorrection(reason: .receptionTime),
            raw: [0],
            rawSecond: [0xFF, 1]
        )
        #expect(joined.identity == least.identity)
        for submission in [full, least, joined] {
            let document = try JSONValue(parsing: submission.json.serialized())
            let read = try ReadingSubmission(JSONReader(document))
            #expect(read == submission)
            #expect(read.identity == submission.identity)
        }
    }

    @Test("A device's address has one form and the measurement one identity, in whichever case it is written")
    func canonicalDevice() throws {
        let upper = try ReadingSubmission(Samples.item("device", "\"E8:07:01:02:AB:CD\""))
        let lower = try ReadingSubmission(Samples.item("device", "\"e8:07:01:02:ab:cd\""))
        #expect(lower.device == "E8:07:01:02:AB:CD")
        #expect(lower.identity == upper.identity)
    }

    @Test(
        "A number crosses the wire with every digit",
        arguments: [
            "2.00", "0", "-0.5", "36.60", "123456789012345678", "0.000000000000000001", "5e127", "1e-128", "-7e100",
        ]
    )
    func exactNumbers(text: String) throws {
        let decimal = try ExactDecimal(text)
        let number = try JSONNumber(JSONNumber(decimal).text)
        #expect(try ExactDecimal(number.text).hasSameRepresentation(as: decimal))
    }

    @Test(
        "A missing member is refused with its place",
        arguments: ["device", "characteristic", "kind", "unit", "values", "effectiveAt", "receivedAt", "raw"]
    )
    func missing(name: String) throws {
        let error = try refusal(of: Samples.item(name, nil))
        #expect(error.reason == .missingMember)
        #expect(error.pointer == "/readings/1/\(name)")
    }

    @Test(
        "An optional member may be missing, but not null",
        arguments: ["absent", "userIndex", "deviceTime", "sequenceNumber", "timeCorrection", "flags"]
    )
    func optional(name: String) throws {
        _ = try ReadingSubmission(Samples.item(name, nil))
        #expect(try refusal(of: Samples.item(name, "null")).reason == .wrongType)
    }

    @Test(
        "A wrong member is refused with the reason and its place",
        arguments: [
            ("device", "7", "wrong-type", ""), ("device", "\"\"", "invalid-value", ""),
            ("device", "\"a b\"", "invalid-value", ""), ("device", "\"a\\n\"", "invalid-value", ""),
            ("characteristic", "10805", "wrong-type", ""), ("characteristic", "\"2A3\"", "invalid-value", ""),
            ("characteristic", "\"2A3G\"", "invalid-value", ""),
            ("characteristic", "\"2a35\"", "invalid-value", ""), ("kind", "\"mood\"", "unknown-kind", ""),
            ("kind", "null", "wrong-type", ""), ("unit", "\"mmHg\"", "unknown-unit", ""),
            ("unit", "\"kg\"", "unsuitable-unit", ""), ("values", "[]", "wrong-type", ""),
            ("values", "{}", "missing-metric", ""),
            ("values", #"{"systolic-pressure":124}"#, "missing-metric", ""),
            ("values", #"{"systolic-pressure":"124"}"#, "wrong-type", "/systolic-pressure"),
            ("values", #"{"systolic-pressure":1e400}"#, "invalid-number", "/systolic-pressure"),
            ("values", #"{"systolic-pressure":1234567890123456789}"#, "invalid-number", "/systolic-pressure"),
            ("values", #"{"pulse":60}"#, "unknown-metric", "/pulse"),
            ("values", #"{"heart-rate":60}"#, "unknown-metric", "/heart-rate"),
            ("absent", #"{"systolic-pressure":"not-a-number"}"#, "invalid-value", "/systolic-pressure"),
            ("absent", #"{"mean-pressure":"forgotten"}"#, "invalid-value", "/mean-pressure"),
            ("absent", #"{"a/b":"not-a-number"}"#, "unknown-metric", "/a~1b"),
            ("userIndex", "255", "invalid-value", ""), ("userIndex", "-1", "invalid-value", ""),
            ("userIndex", "1.5", "invalid-value", ""), ("userIndex", "\"1\"", "wrong-type", ""),
            ("deviceTime", "\"2026-02-30T00:00:00\"", "invalid-instant", ""),
            ("deviceTime", "\"2026-11-21T09:00:12Z\"", "invalid-instant", ""),
            ("sequenceNumber", "65536", "invalid-value", ""),
            ("effectiveAt", "\"0000-06-15T17:17:27.000Z\"", "invalid-instant", ""),
            ("effectiveAt", "\"0000-12-31T23:59:59.999Z\"", "invalid-instant", ""),
            ("receivedAt", "\"0001-01-01T00:00:00.000+00:01\"", "invalid-instant", ""),
            ("effectiveAt", "\"10000-01-01T00:00:00Z\"", "invalid-instant", ""),
            ("effectiveAt", "\"2026-11-21T08:00:00\"", "invalid-instant", ""),
            ("effectiveAt", "\"2026-02-29T08:00:00Z\"", "invalid-instant", ""),
            ("effectiveAt", "1795000000", "wrong-type", ""), ("receivedAt", "\"now\"", "invalid-instant", ""),
            ("timeCorrection", #"{"offsetSeconds":1}"#, "missing-member", "/reason"),
            ("timeCorrection", #"{"reason":"guess"}"#, "invalid-value", "/reason"),
            ("timeCorrection", #"{"reason":"none","offsetSeconds":315537897600}"#, "invalid-value", "/offsetSeconds"),
            ("timeCorrection", #"{"reason":"none","offsetSeconds":-315537897600}"#, "invalid-value", "/offsetSeconds"),
            ("flags", "\"irregular-pulse\"", "wrong-type", ""), ("flags", "[1]", "wrong-type", "/0"),
            ("flags", "[\"ok\",\"Not Ok\"]", "invalid-value", "/1"), ("raw", "\"\"", "invalid-value", ""),
            ("raw", "\"abc\"", "invalid-value", ""),
            ("raw", "\"AB\"", "invalid-value", ""), ("raw", "\"0x\"", "invalid-value", ""),
            ("userIndx", "1", "unknown-member", ""),
        ]
    )
    func wrong(name: String, value: String, reason: String, below: String) throws {
        let error = try refusal(of: Samples.item(name, value))
        #expect(error.reason.rawValue == reason)
        #expect(error.pointer == "/readings/1/\(name)\(below)")
    }

    @Test(
        "Times at both ends of what is allowed are read",
        arguments: ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"]
    )
    func bounds(text: String) throws {
        #expect(try ReadingSubmission(Samples.item("effectiveAt", "\"\(text)\"")).effectiveAt == Instant(text))
    }

    @Test(
        "A correction between any two clocks is read",
        arguments: [-315_537_897_599, -2_147_483_649, 2_147_483_648, 315_537_897_599]
    )
    func corrections(seconds: Int) throws {
        let correction = #"{"reason":"device-clock-offset","offsetSeconds":\#(seconds)}"#
        let item = try ReadingSubmission(Samples.item("timeCorrection", correction))
        #expect(item.timeCorrection == TimeCorrection(reason: .deviceClockOffset, offsetSeconds: seconds))
    }

    @Test("The widest correction is that between the ends of time")
    func widestCorrection() {
        let ends = SubmissionLimits.instants
        let seconds = ends.upperBound.milliseconds(since: ends.lowerBound) / 1_000
        #expect(SubmissionLimits.offsetSeconds == -Int(seconds)...Int(seconds))
    }

    @Test("An unknown year of the device's clock is evidence and stays")
    func unknownYear() throws {
        let item = try ReadingSubmission(Samples.item("deviceTime", "\"0000-06-15T17:17:27\""))
        #expect(item.deviceTime?.isKnown == false)
    }

    @Test("A refusal repeats nothing of what was sent")
    func safeDescription() throws {
        let error = try refusal(of: Samples.item("values", #"{"Patient 1":60}"#))
        #expect(!error.description.contains("Patient"))
        #expect(!error.detail.contains("Patient"))
    }

    private func refusal(of item: JSONReader) throws -> ReadingRefusal {
        try #require(#expect(throws: ReadingRefusal.self) { try ReadingSubmission(item) })
    }
}
