import Testing
import Vitals

@testable import HearthGateway

@Suite struct RecordedPDUTests {
    @Test(arguments: ["\n", "\r\n"]) func aRecordingIsReadLineByLine(end: String) throws {
        let lines = [
            "# the cuff in the bedroom", "", "2026-03-01T07:15:00Z e8:07:01:02:03:04 2A9D 00803e",
            "   \t", "2026-03-01T08:15:00.500+01:00\tE8:07:01:02:03:05   2a35\t00 ", "",
        ]
        let pdus = try RecordedPDU.all(in: lines.joined(separator: end))
        #expect(pdus.map(\.device) == ["E8:07:01:02:03:04", "E8:07:01:02:03:05"])
        #expect(pdus.map(\.characteristic) == [0x2A9D, 0x2A35])
        #expect(pdus.map(\.value) == [[0x00, 0x80, 0x3E], [0x00]])
        #expect(pdus.map(\.receivedAt.description) == ["2026-03-01T07:15:00.000Z", "2026-03-01T07:15:00.500Z"])
    }

    @Test(arguments: [
        "07:15 E8:07:01:02:03:04 2A9D 00", "2026-03-01T07:15:00Z E8:07:01:02:03:04 2A9D",
        "2026-03-01T07:15:00Z E8:07:01:02:03:04 2A9D 00 00", "2026-03-01T07:15:00Z E8:07:01:02:03:04 A9D 00",
        "2026-03-01T07:15:00Z E8:07:01:02:03:04 +A9D 00", "2026-03-01T07:15:00Z E8:07:01:02:03:04 002A9D 00",
        "2026-03-01T07:15:00Z E8:07:01:02:03:04 2A9D 0", "2026-03-01T07:15:00Z E8:07:01:02:03:04 2A9D 0g",
        "2026-02-30T07:15:00Z E8:07:01:02:03:04 2A9D 00", "nonsense",
    ]) func aBadLineIsNamed(line: String) {
        let expected = GatewayError.recording(line: 3, expected: "TIME DEVICE CHARACTERISTIC HEX")
        #expect(throws: expected) {
            try RecordedPDU.all(in: "# a comment\n2026-03-01T07:15:00Z D 2A9D 00803E\n\(line)\n")
        }
        #expect(expected.description == "gateway.recording: line 3: expected TIME DEVICE CHARACTERISTIC HEX")
    }
}
