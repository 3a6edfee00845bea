import ExactJSON
import Foundation
import HTTPTypes
import HearthCore
import Testing
import Vitals

/// The API on the real server and store.
@Suite(.timeLimit(.minutes(2)))
struct LiveServerTests {
    private let now = Instant(millisecondsSince1970: Int64(Date.now.timeIntervalSince1970 * 1000))

    @Test("a gateway enrols and uploads, a clinician sees the reading, and on-call acts on the alert")
    func goesAllTheWay() async throws {
        try await LiveServer.with { server in
            let patient = try await server.makePatient(device: "E8:07:01:02:03:04")
            let made = try await server.send(.post, "/v1/gateways", as: .administrator, "{\"name\":\"Gateway 3\"}")
            let code = try made.json.required("enrolment").required("code").string()
            let enrolled = try await server.send(.post, "/v1/gateways/enroll", "{\"code\":\"\(code)\"}")
            let token = try enrolled.json.required("token").string()
            #expect(try await server.send(.post, "/v1/gateways/enroll", "{\"code\":\"\(code)\"}").status == 403)

            let batch = HeartRates.batch([HeartRates.item(250, device: "E8:07:01:02:03:04", at: now)])
            for expected in ["created", "duplicate"] {
                let answer = try await server.send(.post, "/v1/readings", token: token, batch)
                #expect(answer.status == 200)
                let result = try answer.json.required("results").elements()[0]
                #expect(try result.required("status").string() == expected)
            }

            let readings = try await server.send(.get, "/v1/patients/\(patient)/readings", as: .clinician).json
            #expect(try readings.required("items").elements().count == 1)
            let latest = try await server.send(.get, "/v1/patients/\(patient)/readings/latest", as: .onCall).json
            #expect(try latest.required("items").elements()[0].required("values").value == ["heart-rate": 250])

            let alerts = try await server.send(.get, "/v1/alerts?patientId=\(patient)", as: .onCall).json
            let alert = try alerts.required("items").elements(count: 1...1)[0].required("id").string()
            let note = "{\"note\":\"Calling now\"}"
            let acknowledged = try await server.send(.post, "/v1/alerts/\(alert)/acknowledge", as: .onCall, note)
            #expect(try acknowledged.json.required("state").string() == "active-acknowledged")
            let again = try await server.send(.post, "/v1/alerts/\(alert)/acknowledge", as: .onCall, note)
            #expect(try again.problemCode == "alert-acknowledged")
            let resolved = try await server.send(.post, "/v1/alerts/\(alert)/resolve", as: .clinician, note)
            #expect(try resolved.json.required("state").string() == "cleared")
        }
    }

    @Test("days of a trend are the patient's days")
    func cutsDaysInTheZone() async throws {
        try await LiveServer.with { server in
            let patient = try await server.makePatient(device: "E8:01", zone: "Pacific/Auckland")
            let instants = ["2026-01-10T10:59:59Z", "2026-01-10T11:00:00Z", "2026-01-11T10:59:59Z"]
            let items = try instants.enumerated().map { number, text in
                HeartRates.item(60 + number, device: "E8:01", at: try #require(Instant(text)), number: number)
            }
            let posted = try await server.send(.post, "/v1/readings", as: .gateway, HeartRates.batch(items))
            #expect(posted.status == 200)
            let span = "from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z"
            let trend = try await server.send(
                .get,
                "/v1/patients/\(patient)/trends?metric=heart-rate&bucket=1d&\(span)",
                as: .clinician
            )
            let days = try trend.json.required("items").elements()
            #expect(try days.map { try $0.required("count").integer() } == [1, 2])
            #expect(try days[1].required("start").string() == "2026-01-10T11:00:00.000Z")
        }
    }

    @Test("what belongs to another organisation does not exist", arguments: [Role.clinician, .onCall, .administrator])
    func hidesOtherOrganizations(_ role: Role) async throws {
        try await LiveServer.with { server in
            let patient = try await server.makePatient(device: "E8:01")
            let device = try await server.make("/v1/devices", as: .clinician, "{\"identifier\":\"E8:02\"}")
            let other = try await server.ports.organizations.create(name: "Clinic 2").id
            let token = try #require(try await LiveServer.tokens(of: other, server.ports)[role]).text
            for target in [
                "/v1/patients/\(patient)", "/v1/patients/\(patient)/readings",
                "/v1/patients/\(patient)/readings/latest",
                "/v1/patients/\(patient)/limits", "/v1/patients/\(patient)/limits/heart-rate", "/v1/devices/\(device)",
                "/v1/devices/\(device)/assignments",
                "/v1/patients/\(patient)/trends?metric=heart-rate"
                    + "&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&bucket=1d",
            ] {
                let answer = try await server.send(.get, target, token: token)
                #expect(answer.status == 404, "\(target)")
            }
            for target in ["/v1/patients", "/v1/devices", "/v1/alerts?patientId=\(patient)"] {
                let answer = try await server.send(.get, target, token: token)
                #expect(try answer.json.required("items").elements().isEmpty, "\(target)")
            }
            guard role != .onCall else { return }
            let body = "{\"patientId\":\"\(patient)\",\"from\":\"2026-01-01T00:00:00Z\"}"
            let stolen = try await server.send(.post, "/v1/devices/\(device)/assignments", token: token, body)
            #expect(stolen.status == 404)
        }
    }

    @Test("bad input of every kind is a problem document, stores nothing, and the server stays up")
    func survivesBadInput() async throws {
        try await LiveServer.with { server in
            let patient = try await server.makePatient(device: "E8:07:01:02:03:04")
            for input in BadInputTests.cases {
                let answer = try await server.send(.post, "/v1/readings", as: .gateway, input.body)
                #expect(answer.status == input.status, "\(input.name)")
                #expect(try answer.problemCode == input.code, "\(input.name)")
            }
            let xml = try await server.send(.post, "/v1/readings", as: .gateway, "<a/>", contentType: "text/xml")
            #expect(xml.status == 415)
            #expect(try await server.send(.post, "/v1/readings", token: "wrong", "{}").status == 401)
            #expect(try await server.send(.get, "/readyz").status == 200)
            let readings = try await server.send(.get, "/v1/patients/\(patient)/readings", as: .clinician)
            #expect(try readings.json.required("items").elements().isEmpty)
            let quarantine = try await server.send(.get, "/v1/quarantine", as: .clinician)
            #expect(try quarantine.json.required("items").elements().isEmpty)
        }
    }

    @Test("a reading that the database refuses is refused alone, and the request when there is no other")
    func refusesUnstorable() async throws {
        try await LiveServer.with { server in
            _ = try await server.makePatient(device: "E8:01")
            try await server.execute("ALTER TABLE hearth.readings ADD CONSTRAINT poison CHECK (value <> 66.6)")
            let items = (60...70).map { HeartRates.item($0, device: "E8:01", at: now, number: $0) }
            let poison = HeartRates.item(66, device: "E8:01", at: now, number: 99)
                .replacing("\"heart-rate\":66", with: "\"heart-rate\":66.6")
            let batch = HeartRates.batch(items[..<4] + [poison] + items[4...])
            let answer = try await server.send(.post, "/v1/readings", as: .gateway, batch)
            #expect(answer.status == 200)
            let results = try answer.json.required("results").elements()
            let statuses = try results.map { try $0.required("status").string() }
            #expect(statuses.enumerated().allSatisfy { $1 == ($0 == 4 ? "refused" : "created") })
            #expect(try results[4].required("problem").required("code").string() == "unstorable")
            #expect(try results[4].optional("identity") != nil)
            let alone = try await server.send(.post, "/v1/readings", as: .gateway, HeartRates.batch([poison]))
            #expect(alone.status == 422)
            #expect(try alone.problemCode == "all-refused")
        }
    }

    @Test("a list is walked page by page, each item once, and takes no cursor of another list")
    func walksPages() async throws {
        try await LiveServer.with { server in
            var made: [String] = []
            for number in 1...5 {
                let body = "{\"name\":\"Patient \(number)\",\"timeZone\":\"UTC\"}"
                made.append(try await server.make("/v1/patients", as: .clinician, body))
            }
            var seen: [String] = []
            var cursor: String?
            repeat {
                let target = "/v1/patients?limit=2" + (cursor.map { "&cursor=\($0)" } ?? "")
                let page = try await server.send(.get, target, as: .clinician).json
                seen += try page.required("items").elements().map { try $0.required("id").string() }
                cursor = try page.optional("nextCursor")?.string()
            } while cursor != nil
            #expect(seen == made)
            for list in [
                "/v1/patients", "/v1/patients/\(made[0])/readings", "/v1/patients/\(made[0])/limits/heart-rate",
            ] {
                let answer = try await server.send(.get, "\(list)?cursor=bm90LWEtY3Vyc29y", as: .clinician)
                #expect(answer.status == 400, "\(list)")
                #expect(try answer.firstError.place == "cursor")
            }
        }
    }

    @Test("a stream that reconnects under load sees what the store has, each event once, in order")
    func streamsFromTheStore() async throws {
        try await LiveServer.with { server in
            let count = 40
            for number in 0..<count { _ = try await server.makePatient(device: "E8:\(number)") }
            let now = now
            async let posting: Void = {
                try await withThrowingTaskGroup { group in
                    for number in 0..<count {
                        group.addTask {
                            for (step, rate) in [250, 80, 250].enumerated() {
                                let at = now.adding(seconds: Int64(30 * step - 90))
                                let item = HeartRates.item(rate, device: "E8:\(number)", at: at, number: step)
                                let body = HeartRates.batch([item])
                                _ = try await server.send(.post, "/v1/readings", as: .gateway, body)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }()
            var seen: [Int64] = []
            while seen.count < 3 * count {
                let token = server.token(.onCall)
                let client = try StreamClient(server.address, token: token, lastEventID: seen.last ?? 0)
                seen += await client.ids(min(7, 3 * count - seen.count))
                client.close()
            }
            try await posting
            #expect(seen == Array(1...Int64(3 * count)))
        }
    }
}
