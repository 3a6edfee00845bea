import ExactJSON
import HTTPTypes
import HearthCore
import Testing

@testable import HearthAPI

/// What the form of a request must be before any port is asked.
struct FormTests {
    @Test(
        "a body of another content type is refused",
        arguments: ["text/plain", "application/xml", "application/json; charset=latin1", "application/jsonx", nil]
    )
    func refusesContentType(_ type: String?) async throws {
        let wire = try Wire()
        let body = "{\"name\":\"Gateway 3\"}"
        let answer = try await wire.send(.post, "/v1/gateways", token: "administrator", body, contentType: type)
        #expect(answer.status == 415)
        #expect(try answer.problemCode == "unsupported-media-type")
        #expect(try #require(wire.stubs).calls.isEmpty)
    }

    @Test("a request that needs a body and announces none is told so; one that announces an empty body is not")
    func asksForABody() async throws {
        let wire = try Wire()
        let silent = try await wire.send(.post, "/v1/gateways", token: "administrator")
        #expect(silent.status == 411)
        #expect(try silent.problemCode == "length-required")
        let fields: HTTPFields = [.contentLength: "0"]
        let empty = try await wire.send(.post, "/v1/gateways", token: "administrator", "", fields: fields)
        #expect(empty.status == 400 || empty.status == 422)
    }

    @Test(
        "JSON in UTF-8 is accepted however its type is written",
        arguments: ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""]
    )
    func acceptsContentType(_ type: String) async throws {
        let body = "{\"name\":\"Gateway 3\"}"
        let answer = try await Wire().send(.post, "/v1/gateways", token: "administrator", body, contentType: type)
        #expect(answer.status == 201)
        #expect(answer.fields[.location] == "/v1/gateways/\(Sample.gateway.id)")
    }

    @Test("a patch is a merge patch")
    func patchesWithMergePatch() async throws {
        let wire = try Wire()
        let target = "/v1/patients/\(Sample.patient.id)"
        let body = "{\"timeZone\":\"Europe/Rome\"}"
        #expect(try await wire.send(.patch, target, token: "clinician", body).status == 415)
        let answer = try await wire.send(
            .patch,
            target,
            token: "clinician",
            body,
            contentType: "application/merge-patch+json"
        )
        #expect(answer.status == 200)
        let empty = try await wire.send(
            .patch,
            target,
            token: "clinician",
            "{}",
            contentType: "application/merge-patch+json"
        )
        #expect(empty.status == 422)
    }

    @Test(
        "an Accept that allows the answer is served, one that does not is 406",
        arguments: [
            ("application/json", true), ("*/*", true), ("application/*", true), ("text/html, */*;q=0.1", true),
            ("text/html", false), ("application/json;q=0, */*", false), ("*/*;q=0", false), ("text/*", false),
        ]
    )
    func negotiates(_ accept: String, _ isServed: Bool) async throws {
        let answer = try await Wire().send(.get, "/v1/patients", token: "clinician", fields: [.accept: accept])
        #expect(answer.status == (isServed ? 200 : 406))
        if !isServed { #expect(try answer.problemCode == "not-acceptable") }
    }

    @Test(
        "a query that is not exactly right is refused and names the parameter",
        arguments: [
            ("/v1/patients?limit=0", "limit", "invalid-value"), ("/v1/patients?limit=1001", "limit", "invalid-value"),
            ("/v1/patients?limit=+5", "limit", "invalid-value"), ("/v1/patients?limit=1e2", "limit", "invalid-value"),
            ("/v1/patients?limit=5&limit=6", "limit", "repeated-parameter"),
            ("/v1/patients?Limit=5", "Limit", "unknown-parameter"),
            ("/v1/patients?patient=7", "patient", "unknown-parameter"),
            ("/v1/alerts?state=open", "state", "invalid-value"),
            ("/v1/alerts?patientId=7", "patientId", "invalid-value"),
            ("/v1/quarantine?stage=", "stage", "invalid-value"),
            ("/v1/patients/PATIENT/readings?from=2026-11-21", "from", "invalid-value"),
            ("/v1/patients/PATIENT/readings?kind=mood", "kind", "invalid-value"),
            ("/v1/patients/PATIENT/trends", "metric", "missing-parameter"),
            ("/v1/patients/PATIENT/trends?metric=heart-rate", "from", "missing-parameter"),
        ]
    )
    func refusesQuery(_ target: String, _ parameter: String, _ code: String) async throws {
        let wire = try Wire()
        let target = target.replacing("PATIENT", with: Sample.patient.id.description)
        let answer = try await wire.send(.get, target, token: "clinician")
        #expect(answer.status == 400)
        #expect(try answer.problemCode == "invalid-query")
        #expect(try answer.firstError == (parameter, code))
        #expect(try #require(wire.stubs).calls.isEmpty)
    }

    @Test(
        "a bucket is 1 minute to 24 hours, a day or a week",
        arguments: [
            ("1m", 200), ("15m", 200), ("1440m", 200), ("1h", 200), ("24h", 200), ("1d", 200), ("1w", 200), ("0m", 400),
            ("1441m", 400), ("25h", 400), ("2d", 400), ("015m", 400), ("15", 400), ("m", 400), ("1M", 400),
        ]
    )
    func readsBucket(_ bucket: String, _ status: Int) async throws {
        let span = "metric=heart-rate&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z"
        let target = "/v1/patients/\(Sample.patient.id)/trends?\(span)&bucket=\(bucket)"
        #expect(try await Wire().send(.get, target, token: "clinician").status == status)
    }

    @Test("several states of alerts may be asked for at once")
    func asksForStates() async throws {
        let answer = try await Wire().send(
            .get,
            "/v1/alerts?state=cleared&state=active-acknowledged",
            token: "on-call"
        )
        #expect(answer.status == 200)
    }

    @Test("a path that is no key names nothing", arguments: ["7", "undefined", "%00", "..", "0192f0c1"])
    func refusesMalformedKeys(_ key: String) async throws {
        let wire = try Wire()
        let answer = try await wire.send(.get, "/v1/patients/\(key)", token: "clinician")
        #expect([400, 404].contains(answer.status))
        #expect(try !answer.problemCode.isEmpty)
        #expect(try #require(wire.stubs).calls.isEmpty)
    }

    @Test("another path is 404 and another method 405 with Allow, both as problem documents")
    func answersUnknownRoutes() async throws {
        let unknown = try await Wire().send(.get, "/v1/nothing", token: "clinician")
        #expect(unknown.status == 404)
        #expect(try unknown.problemCode == "not-found")
        let method = try await Wire().send(.delete, "/v1/patients", token: "clinician")
        #expect(method.status == 405)
        #expect(method.fields[.allow] == "GET, HEAD, OPTIONS, POST")
        #expect(try method.problemCode == "method-not-allowed")
    }

    @Test("every answer has a request id, and no cache may keep it")
    func finishesAnswers() async throws {
        for target in ["/v1/patients", "/v1/nothing", "/healthz", "/v1/patients/\(Sample.id(99, Patient.self))"] {
            let answer = try await Wire().send(.get, target, token: "clinician")
            let requestID = try #require(answer.fields[HTTPField.Name("X-Request-Id") ?? .accept])
            #expect(answer.fields[.cacheControl] == "no-store")
            #expect(answer.fields[.xContentTypeOptions] == "nosniff")
            if answer.status >= 400 {
                #expect(try answer.json.required("instance").string() == "urn:uuid:\(requestID)")
            }
        }
    }
}
