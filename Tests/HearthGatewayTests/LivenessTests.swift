import EventLoops
import Foundation
import Logging
import RecordedLog
import Supervision
import Testing

@testable import HearthGateway

/// What must answer for the gateway to be called alive.
@Suite(.timeLimit(.minutes(2))) struct LivenessTests {
    @Test func aBlockedLoopDoesNotAnswerAndTheOthersDo() async throws {
        try await TestHome.with { home in
            let parts = try GatewayParts(
                home.configuration(server: try #require(URL(string: "http://127.0.0.1:9"))),
                connector: nil,
                on: home.loop,
                logger: .silent,
                observe: { _ in }
            )
            let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "/nowhere"]))
            let checks = parts.checks(telling: manager)
            #expect(checks.map(\.name) == ["devices", "spool", "upload"])
            for check in checks { #expect(await check.isAlive()) }
            let gate = DispatchSemaphore(value: 0)
            home.loop.execute { gate.wait() }
            let answered = Shared(false)
            let asked = Task {
                let isAlive = await checks[0].isAlive()
                answered.update { $0 = isAlive }
            }
            for check in checks.dropFirst() { #expect(await check.isAlive()) }
            #expect(!answered.value)
            gate.signal()
            await asked.value
            #expect(answered.value)
        }
    }
}
