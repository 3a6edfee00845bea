import ExactJSON
import HTTPTypes
import HearthCore
import Testing

/// Bad input of every kind: a clear problem document, and no port is asked to store anything.
struct BadInputTests {
    /// A request that must be refused.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let body: String
        let status: Int
        let code: String
        var place: String?

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "empty", body: " ", status: 400, code: "malformed-json"),
        Case(name: "not JSON", body: "systolic=124", status: 400, code: "malformed-json"),
        Case(name: "cut off", body: "{\"readings\":[{", status: 400, code: "malformed-json"),
        Case(name: "NaN", body: item("\"values\":{\"heart-rate\":NaN}"), status: 400, code: "malformed-json"),
        Case(name: "two names", body: "{\"readings\":[],\"readings\":[]}", status: 400, code: "malformed-json"),
        Case(name: "deep", body: String(repeating: "[", count: 100_000), status: 400, code: "malformed-json"),
        Case(
            name: "a million digits",
            body: item("\"values\":{\"heart-rate\":\(String(repeating: "9", count: 1_000_000))}"),
            status: 400,
            code: "malformed-json"
        ),
        Case(name: "an array", body: "[]", status: 422, code: "invalid-body", place: ""),
        Case(name: "no readings", body: "{}", status: 422, code: "invalid-body", place: "/readings"),
        Case(name: "none", body: "{\"readings\":[]}", status: 422, code: "invalid-body", place: "/readings"),
        Case(name: "too many", body: tooMany, status: 422, code: "invalid-body", place: "/readings"),
        Case(name: "10 MB", body: "{\"readings\":\"" + tenMegabytes + "\"}", status: 413, code: "body-too-large"),
        refused("1e400", "\"values\":{\"heart-rate\":1e400}", at: "/values/heart-rate", "invalid-number"),
        refused(
            "19 digits",
            "\"values\":{\"heart-rate\":1234567890123456789}",
            at: "/values/heart-rate",
            "invalid-number"
        ),
        refused("a string", "\"values\":{\"heart-rate\":\"72\"}", at: "/values/heart-rate", "wrong-type"),
        refused("year 0", "\"effectiveAt\":\"0000-11-21T08:00:00Z\"", at: "/effectiveAt", "invalid-instant"),
        refused("no zone", "\"effectiveAt\":\"2026-11-21T08:00:00\"", at: "/effectiveAt", "invalid-instant"),
        refused("31 February", "\"effectiveAt\":\"2026-02-31T08:00:00Z\"", at: "/effectiveAt", "invalid-instant"),
        refused("unknown unit", "\"unit\":\"bpm\"", at: "/unit", "unknown-unit"),
        refused("another kind's unit", "\"unit\":\"kg\"", at: "/unit", "unsuitable-unit"),
        refused("unknown kind", "\"kind\":\"mood\"", at: "/kind", "unknown-kind"),
        refused(
            "another kind's metric",
            "\"values\":{\"body-weight\":80}",
            at: "/values/body-weight",
            "unknown-metric"
        ),
        refused("no value", "\"values\":{}", at: "/values", "missing-metric"),
        refused("null", "\"device\":null", at: "/device", "wrong-type"),
        refused("no device", "\"device\":\"\"", at: "/device", "invalid-value"),
        refused("unknown member", "\"patient\":\"7\"", at: "/patient", "unknown-member"),
        refused("odd bytes", "\"raw\":\"123\"", at: "/raw", "invalid-value"),
    ]

    @Test(
        "while too much waits to be stored, an upload is told to come back before it is read",
        arguments: ["{", "{}"]
    )
    func comesTooEarly(_ body: String) async throws {
        let wire = try Wire(hasRoom: false)
        let answer = try await wire.send(.post, "/v1/readings", token: "gateway", body)
        #expect(answer.status == 503)
        #expect(answer.fields[.retryAfter] != nil)
        #expect(try #require(wire.stubs).calls.isEmpty)
        #expect(try await Wire().send(.post, "/v1/readings", token: "gateway", body).status != 503)
    }

    @Test("is refused with its place and reason, and nothing is stored", arguments: cases)
    func refuses(_ input: Case) async throws {
        let wire = try Wire()
        let answer = try await wire.send(.post, "/v1/readings", token: "gateway", input.body)
        #expect(answer.status == input.status)
        #expect(try answer.problemCode == input.code)
        #expect(try #require(wire.stubs).calls.isEmpty)
        #expect(answer.text.utf8.count < 2_000)
        guard let place = input.place else { return }
        if input.code == "all-refused" {
            let problem = try answer.json.required("results").elements()[0].required("problem")
            #expect(try problem.required("pointer").string() == place)
        } else {
            #expect(try answer.firstError.place == place)
        }
    }

    @Test("a malformed item is refused alone, and every item has its answer in order")
    func refusesAlone() async throws {
        let good = Self.document("")
        let bad = Self.document("\"unit\":\"bpm\"")
        let body = "{\"readings\":[\(good),\(bad),\(good),\(good)]}"
        let answer = try await Wire().send(.post, "/v1/readings", token: "gateway", body)
        #expect(answer.status == 200)
        let results = try answer.json.required("results").elements()
        let statuses = try results.map { try $0.required("status").string() }
        #expect(statuses == ["created", "refused", "duplicate", "quarantined"])
        #expect(try results.map { try $0.required("index").integer() } == [0, 1, 2, 3])
        #expect(try results[1].required("problem").required("pointer").string() == "/readings/1/unit")
        #expect(try results[3].required("problem").required("code").string() == "unassigned-device")
    }

    private static let tenMegabytes = String(repeating: "x", count: 10_000_000)
    private static let tooMany = "{\"readings\":[" + String(repeating: "0,", count: 1_000) + "0]}"

    private static func refused(_ name: String, _ member: String, at place: String, _ code: String) -> Case {
        Case(
            name: "\(name): \(code)",
            body: item(member),
            status: 422,
            code: "all-refused",
            place: "/readings/0\(place)"
        )
    }

    private static func item(_ member: String) -> String { "{\"readings\":[\(document(member))]}" }

    /// A good item in which one member is replaced or added.
    private static func document(_ member: String) -> String {
        let name = member.prefix { $0 != ":" }
        let members = [
            "\"device\":\"E8:07:01:02:03:04\"", "\"characteristic\":\"2A37\"", "\"kind\":\"heart-rate\"",
            "\"unit\":\"/min\"", "\"values\":{\"heart-rate\":72}", "\"effectiveAt\":\"2026-11-21T08:00:00Z\"",
            "\"receivedAt\":\"2026-11-21T08:00:01Z\"", "\"raw\":\"0048\"",
        ]
        let kept = members.filter { name.isEmpty || !$0.hasPrefix("\(name):") } + (member.isEmpty ? [] : [member])
        return "{\(kept.joined(separator: ","))}"
    }
}
