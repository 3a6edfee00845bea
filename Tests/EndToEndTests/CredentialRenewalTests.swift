import ExactJSON
import Foundation
import Synchronization
import Testing

extension WholeProcesses {
    /// A gateway is killed while it renews its token.
    struct CredentialRenewalTests {
        /// Where it is killed: at the request or answer with this number since its start.
        struct Cut: CustomTestStringConvertible {
            /// What passes then.
            enum Moment: CaseIterable { case request, answer, answerHeld }

            var moment: Moment
            var number: Int

            var testDescription: String { "\(moment) \(number)" }

            /// A start makes a report, a confirmation, a renewal and a second confirmation, in some order.
            static let all = Moment.allCases.flatMap { moment in (1...4).map { Cut(moment: moment, number: $0) } }
        }

        /// How long a start may take to come to the moment, on a busy machine; a start that never does is killed too.
        private static let limit: Duration = .seconds(20)

        @Test("Killed at any moment of a renewal, a gateway has a token that works", .timeLimit(.minutes(5)))
        func staysAbleToLogIn() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let port = try deployment.port(of: 0)
                let current = Mutex<CutWatch?>(nil)
                let proxy = try ForwardingProxy(
                    servers: { [port] },
                    observer: .init(
                        requested: { current.withLock { $0 }?.passed(.request) },
                        answered: { _ in
                            let watch = current.withLock { $0 }
                            guard watch?.passed(.answerHeld) != true else { return false }
                            watch?.passed(.answer)
                            return true
                        }
                    )
                )
                defer { proxy.close() }
                let state = deployment.directory.appending(path: "gateway")
                let gateway = GatewayProcess(stateDirectory: state, serverPort: proxy.port, devices: [], zone: "UTC")
                try await gateway.enroll(code: try await deployment.administrator.createGateway("Gateway"))
                let file = state.appending(path: "credential")
                for cut in Cut.all {
                    // So old that it is renewed at once.
                    try FileManager.default.setAttributes(
                        [.modificationDate: Date.distantPast],
                        ofItemAtPath: file.path
                    )
                    let watch = CutWatch(cut) { gateway.killNow() }
                    current.withLock { $0 = watch }
                    try await gateway.start()
                    let deadline = ContinuousClock.now + Self.limit
                    while !watch.isDone, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
                    #expect(watch.isDone, "\(cut.testDescription)\n\(gateway.log)")
                    try await gateway.crash()
                    current.withLock { $0 = nil }
                    _ = try await HearthClient(port: port, token: try Self.token(file)).post(
                        "/v1/gateways/self/reports",
                        Self.report
                    )
                }
                try await gateway.start()
                let open = "SELECT count(*) FROM hearth.credentials WHERE gateway_id IS NOT NULL AND expires_at IS NULL"
                let deadline = ContinuousClock.now + Self.limit
                while try await deployment.database.number(open) != 1, ContinuousClock.now < deadline {
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(try await deployment.database.number(open) == 1)
                #expect(
                    try await deployment.database.number(
                        "SELECT count(*) FROM hearth.audit WHERE action = 'renew-token'"
                    ) >= Cut.all.count / 2
                )
                try await gateway.crash()
            }
        }

        private static func token(_ file: URL) throws -> String {
            try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        }

        private static let report: JSONValue = [
            "reportedAt": "2026-11-21T08:00:00.000Z", "version": "1", "uptimeSeconds": 0,
            "spool": [
                "pending": 0, "undecoded": 0, "undecodable": 0, "refused": 0, "usedBytes": 0, "maximumBytes": 1,
                "pressure": "normal",
            ], "devices": [],
        ]
    }
}

/// Counts what passes since a start, and acts once.
private final class CutWatch: Sendable {
    private let cut: WholeProcesses.CredentialRenewalTests.Cut
    private let act: @Sendable () -> Void
    private let count = Mutex(0)

    init(_ cut: WholeProcesses.CredentialRenewalTests.Cut, _ act: @escaping @Sendable () -> Void) {
        self.cut = cut
        self.act = act
    }

    var isDone: Bool { count.withLock { $0 } >= cut.number }

    /// True when this was the moment.
    @discardableResult func passed(_ moment: WholeProcesses.CredentialRenewalTests.Cut.Moment) -> Bool {
        guard moment == cut.moment else { return false }
        let isNow = count.withLock { count in
            count += 1
            return count == cut.number
        }
        if isNow { act() }
        return isNow
    }
}
