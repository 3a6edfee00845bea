import ExactJSON
import Testing

@testable import Upload

@Suite("Enrolling a gateway")
struct EnrolmentTests {
    @Test("A code is exchanged for a token, without any credential")
    func enrols() async throws {
        let transport = ScriptedTransport { _, _ in
            HTTPAnswer(status: 200, body: Array(#"{"gatewayId":"0192","token":"secret-token"}"#.utf8))
        }
        let enrolment = try await Enrolment.request(code: "ABC-123", over: transport)
        #expect(enrolment.gatewayID == "0192")
        #expect(enrolment.token == "secret-token")
        var dumped = ""
        dump(enrolment, to: &dumped)
        #expect(!"\(enrolment) \(String(reflecting: enrolment)) \(dumped)".contains("secret-token"))
        let post = try #require(await transport.posts.first)
        #expect(post.path == "/v1/gateways/enroll")
        #expect(post.credential == nil)
        #expect(try JSONValue(parsing: post.body) == ["code": "ABC-123"])
    }

    @Test("A refusal says the status and no more", arguments: [400, 403, 422, 429, 503])
    func refused(status: Int) async {
        let transport = ScriptedTransport { _, _ in HTTPAnswer(status: status, body: Array("{}".utf8)) }
        await #expect(throws: UploadError(.enrolmentRefused, cause: "status \(status)")) {
            try await Enrolment.request(code: "ABC-123", over: transport)
        }
    }

    @Test(
        "An answer without a usable token is none",
        arguments: ["", "{}", #"{"gatewayId":"0192"}"#, #"{"gatewayId":"0192","token":"a\nb"}"#, #"{"token":"x"}"#]
    )
    func malformed(body: String) async {
        let transport = ScriptedTransport { _, _ in HTTPAnswer(status: 200, body: Array(body.utf8)) }
        await #expect(throws: UploadError(.malformedAnswer)) {
            try await Enrolment.request(code: "ABC-123", over: transport)
        }
    }
}

@Suite("Renewing a gateway's token")
struct RenewalTests {
    @Test("The token that is asked with gets another one, and says which of them is kept")
    func renews() async throws {
        let transport = ScriptedTransport { _, _ in
            HTTPAnswer(status: 200, body: Array(#"{"gatewayId":"0192","token":"new-token"}"#.utf8))
        }
        let credential = try UploadSamples.credential()
        #expect(try await Enrolment.renewal(of: credential, over: transport).token == "new-token")
        #expect(try await Enrolment.confirm(credential, over: transport))
        let posts = await transport.posts
        #expect(posts.map(\.path) == ["/v1/gateways/self/credential", "/v1/gateways/self/credential/confirm"])
        #expect(posts.allSatisfy { $0.credential == credential })
    }

    @Test("Only a server that does not know the token says no", arguments: [401, 403, 404, 429, 503])
    func refusals(status: Int) async throws {
        let transport = ScriptedTransport { _, _ in HTTPAnswer(status: status, body: Array("{}".utf8)) }
        let credential = try UploadSamples.credential()
        let refusal = UploadError(.renewalRefused, cause: "status \(status)")
        await #expect(throws: refusal) { try await Enrolment.renewal(of: credential, over: transport) }
        if status == 401 || status == 403 {
            #expect(try await !Enrolment.confirm(credential, over: transport))
        } else {
            await #expect(throws: refusal) { try await Enrolment.confirm(credential, over: transport) }
        }
    }
}
