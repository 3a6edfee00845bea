import ExactJSON
import Foundation
import HTTPTypes
import HearthCore
import Testing
import Vitals

/// Correcting and withdrawing through the interface, on the real server and store.
@Suite(.timeLimit(.minutes(2)))
struct CorrectionTests {
    private let now = Instant(millisecondsSince1970: Int64(Date.now.timeIntervalSince1970 * 1000))

    @Test("a clinician corrects a reading and withdraws it, and the alert and the versions say so")
    func correctsAndWithdraws() async throws {
        try await LiveServer.with { server in
            let patient = try await server.makePatient(device: "E8:01")
            let reading = try await upload(250, server)
            let target = "/v1/patients/\(patient)/readings/\(reading)"
            let corrected = try await server.send(.post, "\(target)/correct", as: .clinician, Self.correction(1, "70"))
            #expect(corrected.status == 200)
            #expect(try corrected.json.required("status").string() == "corrected")
            #expect(try corrected.json.required("version").integer() == 2)
            #expect(try corrected.json.required("note").required("reason").string() == "Misread")
            let alerts = try await server.send(.get, "/v1/alerts?patientId=\(patient)", as: .onCall).json
            let alert = try alerts.required("items").elements(count: 1...1)[0]
            #expect(try alert.required("state").string() == "returned-unacknowledged")

            let outdated = try await server.send(.post, "\(target)/correct", as: .clinician, Self.correction(1, "71"))
            #expect(outdated.status == 409)
            #expect(try outdated.problemCode == "version-outdated")
            let withdrawal = "{\"version\":2,\"reason\":\"Of the neighbour\"}"
            let withdrawn = try await server.send(.post, "\(target)/withdraw", as: .administrator, withdrawal)
            #expect(try withdrawn.json.required("status").string() == "entered-in-error")
            let again = "{\"version\":3,\"reason\":\"Again\"}"
            let twice = try await server.send(.post, "\(target)/withdraw", as: .administrator, again)
            #expect(try twice.problemCode == "reading-withdrawn")

            let list = try await server.send(.get, "/v1/patients/\(patient)/readings", as: .onCall).json
            #expect(try list.required("items").elements().isEmpty)
            let one = try await server.send(.get, target, as: .onCall)
            #expect(try one.json.required("version").integer() == 3)
            let page = try await server.send(.get, "\(target)/versions?limit=2", as: .onCall).json
            #expect(try page.required("items").elements().map { try $0.required("version").integer() } == [3, 2])
            let cursor = try page.required("nextCursor").string()
            let rest = try await server.send(.get, "\(target)/versions?limit=2&cursor=\(cursor)", as: .onCall).json
            #expect(try rest.required("items").elements().map { try $0.required("status").string() } == ["final"])
        }
    }

    @Test("what a correction may not say is refused with its place, and of another patient there is no such reading")
    func refuses() async throws {
        try await LiveServer.with { server in
            let patient = try await server.makePatient(device: "E8:01")
            let stranger = try await server.makePatient(device: "E8:02")
            let reading = try await upload(70, server)
            let target = "/v1/patients/\(patient)/readings/\(reading)/correct"
            let wrong = [
                ("{\"version\":1,\"reason\":\"Nothing\"}", ""), ("{\"reason\":\"No version\"}", "/version"),
                (Self.correction(0, "70"), "/version"), (Self.correction(1, "7000"), "/measurement"),
                (Self.correction(1, "\"70\""), "/measurement/values/heart-rate"),
                (Self.correction(1, "70", reason: " "), "/reason"),
                ("{\"version\":1,\"reason\":\"Time\",\"effectiveAt\":\"2099-01-01T00:00:00Z\"}", "/effectiveAt"),
            ]
            for (body, pointer) in wrong {
                let answer = try await server.send(.post, target, as: .clinician, body)
                #expect(answer.status == 422, "\(body)")
                #expect(try answer.firstError.place == pointer)
            }
            let elsewhere = "/v1/patients/\(stranger)/readings/\(reading)"
            let correction = Self.correction(1, "71")
            let other = try await server.send(.post, "\(elsewhere)/correct", as: .clinician, correction)
            #expect(try other.problemCode == "reading-not-found")
            #expect(try await server.send(.get, elsewhere, as: .clinician).problemCode == "reading-not-found")
            let versions = try await server.send(.get, "\(elsewhere)/versions", as: .clinician)
            #expect(try versions.problemCode == "reading-not-found")
        }
    }

    private func upload(_ rate: Int, _ server: LiveServer) async throws -> String {
        let batch = HeartRates.batch([HeartRates.item(rate, device: "E8:01", at: now)])
        let answer = try await server.send(.post, "/v1/readings", as: .gateway, batch)
        return try answer.json.required("results").elements()[0].required("id").string()
    }

    private static func correction(_ version: Int, _ rate: String, reason: String = "Misread") -> String {
        """
        {"version":\(version),"reason":"\(reason)",\
        "measurement":{"kind":"heart-rate","unit":"/min","values":{"heart-rate":\(rate)}}}
        """
    }
}
