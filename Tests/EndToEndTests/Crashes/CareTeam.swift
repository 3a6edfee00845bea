import ExactJSON
import Synchronization

/// People who take alerts and close them while everything crashes: a reading after that must raise its alert anew.
final class CareTeam: Sendable {
    private static let pause: Duration = .milliseconds(250)
    /// Open alerts are few: each household has one for each metric at most.
    private static let page = "/v1/alerts?limit=50"

    private let deployment: Deployment
    private let handled = Mutex(0)

    init(in deployment: Deployment) { self.deployment = deployment }

    /// Alerts that somebody has taken or closed.
    var handledCount: Int { handled.withLock { $0 } }

    /// Works until the task is cancelled.
    ///
    /// A server that does not answer is no obstacle: the next round will do.
    func work(random: SeededRandom) async {
        var random = random
        while !Task.isCancelled {
            if (try? await handleOne(&random)) != nil { handled.withLock { $0 += 1 } }
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func handleOne(_ random: inout SeededRandom) async throws {
        let client = try deployment.administrator
        let alerts = try await client.get(Self.page).required("items").elements()
        let open = try alerts.filter { try $0.text("state") != "cleared" }
        guard let alert = open.randomElement(using: &random) else { throw EndToEndError("no alert is open") }
        let action = Bool.random(using: &random) ? "acknowledge" : "resolve"
        _ = try await client.post("/v1/alerts/\(try alert.text("id"))/\(action)", ["note": "Seen"])
    }
}
