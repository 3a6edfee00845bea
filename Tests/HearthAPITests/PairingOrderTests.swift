import ExactJSON
import HTTPTypes
import HearthCore
import Testing

@testable import HearthAPI

/// Orders to gateways to pair devices, on the wire.
struct PairingOrderTests {
    private static let orders = "/v1/gateways/\(Sample.gateway.id)/pairings"
    private static let outcome = "/v1/gateways/self/pairings/\(Sample.pairing.id)/outcome"

    @Test("an order is answered without its passkey, and says where it can be read")
    func orders() async throws {
        let body = "{\"device\":\"E8:07:01:02:03:04\",\"passkey\":\"000042\",\"validForHours\":72}"
        let answer = try await Wire().send(.post, Self.orders, token: "clinician", body)
        #expect(answer.status == 201)
        #expect(answer.fields[.location] == "\(Self.orders)/\(Sample.pairing.id)")
        #expect(!answer.text.contains("000042"))
        let order = try answer.json
        #expect(try order.required("hasPasskey").bool())
        #expect(try order.required("state").string() == "failed")
        #expect(try order.required("reason").string() == "pairing.refused")
        #expect(try order.required("orderedBy").required("kind").string() == "user")
    }

    @Test(
        "an order that is not exactly right is refused at the place that is wrong",
        arguments: [
            ("{\"passkey\":\"000042\"}", "/device"), ("{\"device\":\"E8:07 1\"}", "/device"),
            ("{\"device\":\"E8:07:01:02:03:04\",\"passkey\":42}", "/passkey"),
            ("{\"device\":\"E8:07:01:02:03:04\",\"passkey\":\"42\"}", "/passkey"),
            ("{\"device\":\"E8:07:01:02:03:04\",\"passkey\":\"00004x\"}", "/passkey"),
            ("{\"device\":\"E8:07:01:02:03:04\",\"validForHours\":721}", "/validForHours"),
            ("{\"device\":\"E8:07:01:02:03:04\",\"valid\":1}", "/valid"),
        ]
    )
    func refusesOrders(_ body: String, _ pointer: String) async throws {
        let wire = try Wire()
        let answer = try await wire.send(.post, Self.orders, token: "clinician", body)
        #expect(answer.status == 422)
        #expect(try answer.firstError.place == pointer)
        #expect(try #require(wire.stubs).calls.isEmpty)
    }

    @Test("an order that has ended cannot be withdrawn")
    func withdraws() async throws {
        let answer = try await Wire().send(
            .post,
            "\(Self.orders)/\(Sample.pairing.id)/withdraw",
            token: "administrator"
        )
        #expect(answer.status == 409)
        #expect(try answer.problemCode == "pairing-order-ended")
    }

    @Test("the answer to a report says which devices are to be paired, and with which passkey")
    func tellsTheGateway() async throws {
        let report = """
            {"reportedAt":"2026-11-21T08:00:00.000Z","version":"1.0.0","uptimeSeconds":1,"devices":[],"spool":{
            "pending":0,"undecoded":0,"undecodable":0,"refused":0,"usedBytes":1,"maximumBytes":2,"pressure":"normal"}}
            """
        let answer = try await Wire().send(.post, "/v1/gateways/self/reports", token: "gateway", report)
        #expect(answer.status == 200)
        let task = try answer.json.required("pairings").elements()[0]
        #expect(try task.required("device").string() == "E8:07:01:02:03:04")
        #expect(try task.required("passkey").string() == "000042")
        #expect(try task.required("id").string() == Sample.pairing.id.description)
        #expect(Operation.postGatewayReport.answersSecret)
    }

    @Test(
        "how a pairing ended is one of two forms",
        arguments: [
            ("{\"outcome\":\"paired\",\"authenticated\":true}", 200),
            ("{\"outcome\":\"failed\",\"reason\":\"pairing.timed-out\"}", 200), ("{\"outcome\":\"paired\"}", 422),
            ("{\"outcome\":\"failed\",\"reason\":\"\"}", 422),
            ("{\"outcome\":\"failed\",\"reason\":\"two words\"}", 422),
            ("{\"outcome\":\"failed\",\"reason\":\"x\",\"authenticated\":true}", 422),
            ("{\"outcome\":\"done\"}", 422),
        ]
    )
    func takesOutcomes(_ body: String, _ status: Int) async throws {
        #expect(try await Wire().send(.post, Self.outcome, token: "gateway", body).status == status)
    }
}
