import ExactJSON
import HTTPTypes
import HearthCore
import SocketHTTP
import Testing

@testable import HearthAPI

/// The one way in without a token.
struct EnrolmentTests {
    private let wrong = "{\"code\":\"wrong\"}"
    private let right = "{\"code\":\"\(Sample.enrolmentCode)\"}"

    @Test("a right code gives a token")
    func enrols() async throws {
        let answer = try await Wire().send(.post, "/v1/gateways/enroll", right)
        #expect(answer.status == 200)
        #expect(try answer.json.required("gatewayId").string() == Sample.gateway.id.description)
        #expect(try answer.json.required("token").string() == "gateway")
    }

    @Test("a wrong code is 403 and not 401, since no token would help")
    func refusesWrongCode() async throws {
        let answer = try await Wire().send(.post, "/v1/gateways/enroll", wrong)
        #expect(answer.status == 403)
        #expect(try answer.problemCode == "invalid-enrolment-code")
    }

    @Test("after too many wrong codes an address waits, and only that address")
    func boundsAttempts() async throws {
        var configuration = APIConfiguration()
        configuration.enrolmentAttempts = 3
        let wire = try Wire(configuration: configuration)
        for _ in 1...3 { #expect(try await wire.send(.post, "/v1/gateways/enroll", wrong).status == 403) }
        let refused = try await wire.send(.post, "/v1/gateways/enroll", right)
        #expect(refused.status == 429)
        #expect(try refused.problemCode == "too-many-attempts")
        let seconds = try #require(refused.fields[.retryAfter].flatMap { Int($0) })
        #expect((500...601).contains(seconds))
        #expect(try #require(wire.stubs).calls.count == 3)
        let elsewhere = SocketAddress(host: "192.0.2.2", port: 1)
        #expect(try await wire.send(.post, "/v1/gateways/enroll", right, peer: elsewhere).status == 200)
    }

    @Test("right codes do not count: many gateways may be enrolled from one address")
    func doesNotCountSuccess() async throws {
        var configuration = APIConfiguration()
        configuration.enrolmentAttempts = 2
        let wire = try Wire(configuration: configuration)
        for _ in 1...10 { #expect(try await wire.send(.post, "/v1/gateways/enroll", right).status == 200) }
    }

    @Test("an address that has to wait is told so whatever it sends, and what holds no code is no attempt")
    func looksAtTheAddressFirst() async throws {
        var configuration = APIConfiguration()
        configuration.enrolmentAttempts = 2
        let wire = try Wire(configuration: configuration)
        let malformed = ["{", "{\"code\":1}", "{\"code\":\"a\",\"more\":1}"]
        for body in malformed + malformed {
            #expect([400, 422].contains(try await wire.send(.post, "/v1/gateways/enroll", body).status))
        }
        for _ in 1...2 { #expect(try await wire.send(.post, "/v1/gateways/enroll", wrong).status == 403) }
        for body in malformed {
            #expect(try await wire.send(.post, "/v1/gateways/enroll", body).status == 429)
        }
    }

    @Test("a period later the address may try again")
    func forgetsAfterThePeriod() throws {
        let throttle = EnrolmentThrottle(attempts: 1, period: .seconds(60))
        let address = ClientAddress("192.0.2.1")
        let start = ContinuousClock.now
        try throttle.begin(from: address, at: start)
        #expect(throws: Problem.self) { try throttle.begin(from: address, at: start + .seconds(59)) }
        try throttle.begin(from: address, at: start + .seconds(61))
    }

    @Test(
        "an address is the peer, or the last one that a trusted proxy saw",
        arguments: [
            ("192.0.2.1", "198.51.100.7", "192.0.2.1"), ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
            ("10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"), ("10.0.0.1", nil, "10.0.0.1"),
            ("10.0.0.1", "2001:db8::1", "2001:db8::ffff"),
        ]
    )
    func findsTheAddress(_ peer: String, _ forwarded: String?, _ expected: String) throws {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/")
        if let forwarded { head.headerFields[.forwardedFor] = forwarded }
        let request = try ServerRequest(head: head, peer: SocketAddress(host: peer, port: 1), receivedAt: .now)
        #expect(ClientAddress(of: request, trusting: ["10.0.0.1"]) == ClientAddress(expected))
    }
}
