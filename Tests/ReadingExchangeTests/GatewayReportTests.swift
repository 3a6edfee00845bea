import Alerting
import ExactJSON
import ReadingExchange
import Testing
import Vitals

/// The wire form of a gateway's report.
struct GatewayReportTests {
    private static let full = """
        {"reportedAt":"2026-11-21T08:00:00.000Z","version":"1.0.0","uptimeSeconds":5,\
        "spool":{"pending":1,"undecoded":2,"undecodable":3,"refused":4,"usedBytes":5,"maximumBytes":6,\
        "pressure":"nearly-full","oldestUnsentAt":"2026-11-21T07:00:00.000Z"},\
        "devices":[{"device":"E8:07:01:02:03:04","lastSeenAt":"2026-11-21T07:31:00.000Z","batteryPercent":85,\
        "clockOffsetSeconds":-3600,"bond":"lost",\
        "information":{"manufacturer":"Hearth","model":"Scale é","serialNumber":"1","firmware":"1.0","hardware":"2",\
        "software":"3"}},{"device":"cuff"}],"adapter":"in-use"}
        """

    @Test("what is written is what is read")
    func roundTrip() throws {
        let report = try Self.read(Self.full)
        #expect(String(decoding: report.json.serialized(), as: UTF8.self) == Self.full)
        #expect(report.spool.pressure == .nearlyFull && report.devices[0].bond == .lost)
        #expect(report.adapter == .inUse && report.devices[0].information?.model == "Scale é")
        #expect(report.devices[1] == GatewayReport.Device(identifier: "cuff"))
    }

    @Test(
        "what is out of bounds is refused with its place",
        arguments: [
            ("\"uptimeSeconds\":5", "\"uptimeSeconds\":-1", "/uptimeSeconds"),
            ("\"uptimeSeconds\":5", "\"uptimeSeconds\":1.5", "/uptimeSeconds"),
            ("\"version\":\"1.0.0\"", "\"version\":\"\"", "/version"),
            ("\"version\":\"1.0.0\"", "\"version\":\"a b\"", "/version"),
            ("\"version\"", "\"extra\":1,\"version\"", "/extra"),
            ("2026-11-21T08:00:00.000Z", "0000-01-01T00:00:00.000Z", "/reportedAt"),
            ("nearly-full", "bursting", "/spool/pressure"), ("in-use", "loose", "/adapter"),
            ("\"refused\":4,", "", "/spool/refused"),
            ("\"refused\":4", "\"refused\":9007199254740992", "/spool/refused"),
            ("\"batteryPercent\":85", "\"batteryPercent\":101", "/devices/0/batteryPercent"),
            ("\"bond\":\"lost\"", "\"bond\":null", "/devices/0/bond"),
            ("Scale é", "Scale\\u0000", "/devices/0/information/model"),
            ("Scale é", "", "/devices/0/information/model"),
            ("Scale é", String(repeating: "é", count: 101), "/devices/0/information/model"),
            ("\"hardware\"", "\"colour\"", "/devices/0/information/colour"),
            ("\"device\":\"cuff\"", "\"device\":\"e8:07:01:02:03:04\"", "/devices"),
            ("\"device\":\"cuff\"", "\"device\":\"cüff\"", "/devices/1/device"),
        ]
    )
    func refuses(_ good: String, _ bad: String, _ pointer: String) {
        let error = #expect(throws: JSONReadError.self) {
            try Self.read(Self.full.replacing(good, with: bad, maxReplacements: 1))
        }
        #expect(error?.pointer == pointer)
    }

    @Test("a gateway has at most 64 devices")
    func boundsDevices() throws {
        func report(_ count: Int) -> String {
            let devices = (0..<count).map { "{\"device\":\"d\($0)\"}" }.joined(separator: ",")
            return String(Self.full.prefix { $0 != "[" }) + "[" + devices + "]}"
        }
        #expect(try Self.read(report(64)).devices.count == 64)
        #expect(throws: JSONReadError.self) { try Self.read(report(65)) }
    }

    private static func read(_ text: String) throws -> GatewayReport {
        try GatewayReport(JSONReader(JSONValue(parsing: Array(text.utf8))))
    }
}
