import Foundation
import HearthGateway
import Logging
import RecordedLog
import Testing
import Upload

@Suite struct EnrolmentTests {
    @Test func theRightCodeLeavesAPrivateCredentialThatTheGatewayUses() async throws {
        try await TestHome.with { home in
            try FileManager.default.removeItem(at: home.stateDirectory)
            let server = try await StubServer()
            let configuration = home.configuration(server: server.url)
            await #expect(throws: GatewayError.notEnrolled) {
                try await GatewayService(configuration: configuration, logger: .silent).run()
            }
            try await GatewayEnrolment(configuration: configuration).enroll(code: StubServer.code)
            let file = home.stateDirectory.appendingPathComponent("credential")
            let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
            #expect(try StateDirectory(home.stateDirectory).credential() == StubServer.token)
            await server.stop()
        }
    }

    @Test func aWrongCodeIsRefusedWithoutBeingRepeated() async throws {
        try await TestHome.with { home in
            try FileManager.default.removeItem(at: home.stateDirectory)
            let server = try await StubServer()
            let enrolment = GatewayEnrolment(configuration: home.configuration(server: server.url))
            let error = await #expect(throws: UploadError.self) { try await enrolment.enroll(code: "WRONG-CODE") }
            #expect(error?.code == .enrolmentRefused)
            #expect(error?.description == "upload.enrolment-refused: status 403")
            #expect(try StateDirectory(home.stateDirectory).credential() == nil)
            await server.stop()
        }
    }

    @Test func anEnrolmentThatFailsKeepsTheCredentialOfBefore() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            await server.stop()
            let enrolment = GatewayEnrolment(configuration: home.configuration(server: server.url))
            let error = await #expect(throws: UploadError.self) { try await enrolment.enroll(code: StubServer.code) }
            #expect(error?.code == .network)
            #expect(try StateDirectory(home.stateDirectory).credential() == StubServer.token)
        }
    }
}
