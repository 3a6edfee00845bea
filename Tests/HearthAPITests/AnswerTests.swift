import ExactJSON
import HTTPTypes
import HearthCore
import Testing

@testable import HearthAPI

/// What answers look like.
struct AnswerTests {
    @Test("a reading shows its values with the device's digits and what is absent", arguments: ["", "/latest"])
    func showsReading(_ overview: String) async throws {
        let answer = try await Wire().send(
            .get,
            "/v1/patients/\(Sample.patient.id)/readings\(overview)",
            token: "on-call"
        )
        let reading = try answer.json.required("items").elements()[0]
        #expect(try reading.required("values").value == ["systolic-pressure": 124, "diastolic-pressure": 86])
        #expect(try reading.required("absent").value == ["mean-pressure": "not-a-number"])
        #expect(try reading.required("unit").string() == "mm[Hg]")
        guard overview.isEmpty else { return }
        #expect(try reading.required("deviceTime").string() == "2026-11-21T09:00:00")
        #expect(try reading.required("timeCorrection").value == ["reason": "none", "offsetSeconds": 0])
    }

    @Test("a page says where the next one starts, the last one does not")
    func showsPages() async throws {
        let wire = try Wire()
        let more = try await wire.send(.get, "/v1/patients", token: "clinician").json
        #expect(try more.required("nextCursor").string() == "bmV4dA")
        let last = try await wire.send(.get, "/v1/devices", token: "clinician").json
        #expect(try last.optional("nextCursor")?.value == nil)
    }

    @Test("a decided quarantine entry says who decided what")
    func showsDecision() async throws {
        let answer = try await Wire().send(.get, "/v1/quarantine/\(Sample.entry.id)", token: "clinician")
        let entry = try answer.json
        #expect(try entry.required("stage").string() == "discarded")
        #expect(try entry.required("reason").string() == "unassigned-device")
        let decision = try entry.required("decision")
        #expect(try decision.required("reason").string() == "Test")
        #expect(try decision.required("by").value == ["kind": "user", "id": .string(Sample.user.id.description)])
    }

    @Test("an alert shows who acknowledged it and with which words")
    func showsAcknowledgement() async throws {
        let answer = try await Wire().send(.get, "/v1/alerts/\(Sample.alert.id)", token: "on-call")
        let alert = try answer.json
        #expect(try alert.required("state").string() == "active-acknowledged")
        #expect(try alert.required("acknowledgement").required("note").string() == "Calling")
        #expect(try alert.optional("resolution")?.value == nil)
    }

    @Test("limits are set with their policy, and null takes them away")
    func setsLimits() async throws {
        let wire = try Wire()
        let target = "/v1/patients/\(Sample.patient.id)/limits/heart-rate"
        let body = """
            {"limits":{"alertLow":40,"alertHigh":120.50},
             "policy":{"hysteresis":2,"readingsToRaise":2,"readingsToClear":1},"reason":"New medication"}
            """
        let set = try await wire.send(.put, target, token: "clinician", body).json
        #expect(try set.required("limits").value == ["alertLow": 40, "alertHigh": .number(JSONNumber("120.50"))])
        #expect(try set.required("policy").required("readingsToRaise").integer() == 2)
        #expect(try set.required("source").string() == "patient")
        let away = try await wire.send(.put, target, token: "clinician", "{\"limits\":null,\"reason\":\"Group\"}").json
        #expect(try away.optional("limits")?.value == nil)
    }

    @Test(
        "limits that cannot be used are refused at the place that is wrong",
        arguments: [
            ("{\"alertLow\":50,\"warningLow\":50}", "/limits/warningLow", "not-ascending"),
            ("{\"alertHigh\":100000}", "/limits/alertHigh", "implausible"),
            ("{\"alertHigh\":\"100\"}", "/limits/alertHigh", "wrong-type"),
            ("{\"alarmHigh\":100}", "/limits/alarmHigh", "unknown-member"),
        ]
    )
    func refusesLimits(_ limits: String, _ pointer: String, _ code: String) async throws {
        let wire = try Wire()
        let answer = try await wire.send(
            .put,
            "/v1/patients/\(Sample.patient.id)/limits/heart-rate",
            token: "clinician",
            "{\"limits\":\(limits),\"reason\":\"Test\"}"
        )
        #expect(answer.status == 422)
        #expect(try answer.firstError == (pointer, code))
        #expect(try #require(wire.stubs).calls.isEmpty)
    }

    @Test("what is stored may not allow it: 409 with the reason as code")
    func showsConflicts() async throws {
        let wire = try Wire()
        let device = try await wire.send(.post, "/v1/devices", token: "clinician", "{\"identifier\":\"E8:07\"}")
        #expect(device.status == 409)
        #expect(try device.problemCode == "identifier-taken")
        let alert = try await wire.send(
            .post,
            "/v1/alerts/\(Sample.alert.id)/resolve",
            token: "on-call",
            "{\"note\":\"Done\"}"
        )
        #expect(try alert.problemCode == "alert-closed")
    }

    @Test("health, readiness and metrics need no token")
    func showsService() async throws {
        let wire = try Wire()
        #expect(try await wire.send(.get, "/healthz").text == "{\"status\":\"ok\"}")
        #expect(try await wire.send(.get, "/readyz").status == 200)
        let metrics = try await wire.send(.get, "/metrics")
        #expect(metrics.text == "hearth_up 1\n")
        #expect(metrics.fields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    }
}
