import DatabaseRelay
import ExactJSON
import Foundation
import HTTPTypes
import HearthCore
import HearthServer
import PrivateCluster
import Testing
import Vitals

/// A server whose notifications are lost on their way from the database, while another server changes things.
@Suite(.timeLimit(.minutes(3)))
struct LostNotificationTests {
    private static let start = Instant(millisecondsSince1970: (Int64(Date.now.timeIntervalSince1970) - 3_600) * 1_000)

    @Test("what changes while notifications are swallowed holds for the next upload", arguments: Change.allCases)
    func swallowed(change: Change) async throws {
        // So long that the listener trusts its connection to the test's end.
        try await withRelay(listenerCheck: .seconds(3_600)) { server, relay in
            while relay.notifications.passed == 0 { try await Task.sleep(for: .milliseconds(20)) }
            let patient = try await server.makePatient(device: "E8:01")
            for number in 0..<3 { #expect(try await Self.upload(number, to: server).status == 200) }
            relay.swallowNotifications()
            try await server.beside { try await change.make(on: $0, patient) }
            let answer = try await Self.upload(3, to: server)
            try await change.check(on: server, patient, answer)
            while relay.notifications.swallowed == 0 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(relay.listeners == 1)
        }
    }

    @Test("a stream of alerts misses nothing when its server's listener hangs on a dead connection")
    func halfOpen() async throws {
        try await withRelay(listenerCheck: .seconds(1)) { server, relay in
            for number in 1...5 { _ = try await server.makePatient(device: "E8:0\(number)") }
            let client = try StreamClient(server.address, token: server.token(.onCall), lastEventID: 0)
            #expect(await client.place() == 0)
            _ = try await Self.upload(0, rate: 250, to: server)
            #expect(await client.ids(1) == [1])
            relay.cutListeners()
            try await server.beside { other in
                for number in 2...4 { _ = try await Self.upload(0, rate: 250, device: "E8:0\(number)", to: other) }
                #expect(await client.ids(3) == [2, 3, 4])
                #expect(relay.listeners > 1)
                _ = try await Self.upload(0, rate: 250, device: "E8:05", to: other)
                #expect(await client.ids(1) == [5])
            }
            client.close()
        }
    }

    @Test("a server whose connections are all dead without a word tells clients to come back, and goes on by itself")
    func deadPool() async throws {
        try await withRelay(listenerCheck: .seconds(1)) { server, relay in
            _ = try await server.makePatient(device: "E8:01")
            for number in 0..<3 { #expect(try await Self.upload(number, to: server).status == 200) }
            relay.cutAll()
            var answer: Answer
            var refusals = 0
            repeat {
                answer = try await Self.upload(3, to: server)
                if answer.status != 200 { refusals += 1 }
                #expect(answer.status == 200 || answer.status == 503 && answer.fields[.retryAfter] != nil)
            } while answer.status == 503
            #expect(refusals > 0)
            #expect(try answer.json.required("results").elements()[0].required("status").string() == "created")
        }
    }

    private static func upload(
        _ number: Int,
        rate: Int = 70,
        device: String = "E8:01",
        to server: LiveServer
    ) async throws -> Answer {
        let item = HeartRates.item(rate, device: device, at: start.adding(seconds: Int64(number) * 60), number: number)
        return try await server.send(.post, "/v1/readings", as: .gateway, HeartRates.batch([item]))
    }

    /// Runs `body` with a server whose database is behind a relay, and whose streams nothing but notifications wakes.
    private func withRelay(
        listenerCheck: Duration,
        _ body: (LiveServer, DatabaseRelay) async throws -> Void
    ) async throws {
        var opened: DatabaseRelay?
        defer { opened?.close() }
        try await LiveServer.with { configuration, database in
            let relay = try await DatabaseRelay.inFront(of: database)
            opened = relay
            configuration.database = relay.connectionString(to: database, user: "hearth_service")
            configuration.listenerCheck = listenerCheck
            configuration.streamHeartbeat = .seconds(3_600)
        } _: { server in
            try await body(server, try #require(opened))
        }
    }

    /// What another server changes.
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case gatewayRevoked, deviceGivenToAnother, limitLowered

        var testDescription: String { rawValue }

        func make(on server: LiveServer, _ patient: String) async throws {
            switch self {
            case .gatewayRevoked:
                let gateway = try await server.first("/v1/gateways")
                let revoked = try await server.send(.post, "/v1/gateways/\(gateway)/revoke", as: .administrator)
                #expect(revoked.status == 200)
            case .deviceGivenToAnother:
                let device = try await server.first("/v1/devices")
                let assignment = try await server.first("/v1/devices/\(device)/assignments")
                let handover = LostNotificationTests.start.adding(seconds: 150)
                let end = "{\"to\":\"\(handover)\"}"
                let ended = try await server.send(.post, "/v1/assignments/\(assignment)/end", as: .clinician, end)
                #expect(ended.status == 200)
                let heir = "{\"name\":\"Patient 8\",\"timeZone\":\"UTC\"}"
                let other = try await server.make("/v1/patients", as: .clinician, heir)
                let given = "{\"patientId\":\"\(other)\",\"from\":\"\(handover)\"}"
                _ = try await server.make("/v1/devices/\(device)/assignments", as: .clinician, given)
            case .limitLowered:
                let limits = "{\"limits\":{\"alertHigh\":60},\"reason\":\"Test\"}"
                let target = "/v1/patients/\(patient)/limits/heart-rate"
                #expect(try await server.send(.put, target, as: .clinician, limits).status == 200)
            }
        }

        func check(on server: LiveServer, _ patient: String, _ answer: Answer) async throws {
            #expect(answer.status == (self == .gatewayRevoked ? 401 : 200))
            let readings = try await server.send(.get, "/v1/patients/\(patient)/readings", as: .clinician).json
            let count = try readings.required("items").elements().count
            #expect(count == (self == .limitLowered ? 4 : 3))
            let alerts = try await server.send(.get, "/v1/alerts?patientId=\(patient)", as: .onCall).json
            #expect(try alerts.required("items").elements().count == (self == .limitLowered ? 1 : 0))
            guard self == .deviceGivenToAnother else { return }
            let id = try answer.json.required("results").elements()[0].required("status").string()
            #expect(id == "created")
        }
    }
}
