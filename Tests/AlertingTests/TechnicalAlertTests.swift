import Alerting
import Testing
import Vitals

/// The life of a technical alert, from finding to finding.
struct TechnicalAlertTests {
    private static let room = Reports.report(usedPercent: 10)
    private static let nearlyFull = Reports.report(usedPercent: 85, pressure: .nearlyFull)
    private static let fuller = Reports.report(usedPercent: 86, pressure: .nearlyFull)
    private static let full = Reports.report(usedPercent: 100, pressure: .full)

    private enum Step {
        case report(GatewayReport)
        case acknowledged
    }

    /// The changes and the states after them.
    private static func live(_ steps: [Step]) throws -> (changes: [AlertChange?], states: [AlertState?]) {
        var alert: TechnicalAlert?
        var changes: [AlertChange?] = []
        var states: [AlertState?] = []
        for step in steps {
            switch step {
            case .report(let report):
                let finding = try #require(Reports.finding(.spoolFilling, in: report))
                let result = TechnicalAlert.change(by: finding, of: alert)
                changes.append(result?.change)
                alert = result?.alert ?? alert
            case .acknowledged:
                let open = try #require(alert)
                let state = try AlertLifecycle.acknowledge(open.state)
                alert = TechnicalAlert(priority: open.priority, state: state, reason: open.reason)
                changes.append(.acknowledged)
            }
            states.append(alert?.state)
        }
        return (changes, states)
    }

    @Test("it is raised once, updated when the reason changes, and returns to normal by itself")
    func usualLife() throws {
        let life = try Self.live([
            .report(Self.room), .report(Self.nearlyFull), .report(Self.nearlyFull), .report(Self.fuller),
            .report(Self.room), .report(Self.room),
        ])
        #expect(life.changes == [nil, .raised, nil, .updated, .returnedToNormal, nil])
        #expect(life.states.last == .returnedUnacknowledged)
    }

    @Test("a rise after an acknowledgement asks for attention again, and the priority does not fall while it stands")
    func rises() throws {
        let life = try Self.live([
            .report(Self.nearlyFull), .acknowledged, .report(Self.full), .report(Self.nearlyFull),
        ])
        #expect(life.changes == [.raised, .acknowledged, .priorityRose, .updated])
        #expect(
            life.states == [
                .activeUnacknowledged, .activeAcknowledged, .activeUnacknowledged, .activeUnacknowledged,
            ]
        )
    }

    @Test("an acknowledged one is cleared by its end, an unacknowledged one that comes back is the same alert")
    func endsAndComesBack() throws {
        let seen = try Self.live([.report(Self.full), .acknowledged, .report(Self.room), .report(Self.full)])
        #expect(seen.changes == [.raised, .acknowledged, .returnedToNormal, .raised])
        #expect(seen.states[2] == .cleared)
        let unseen = try Self.live([.report(Self.full), .report(Self.room), .report(Self.nearlyFull)])
        #expect(unseen.changes == [.raised, .returnedToNormal, .reactivated])
    }

    @Test("a silence of the server is over when it is found, and asks for attention all the same")
    func serverWasSilent() {
        var alert: TechnicalAlert?
        var changes: [AlertChange] = []
        for minute in [Int64(10), 20] {
            for finding in Silence.server(from: Reports.start, until: Reports.minute(minute)) {
                guard let result = TechnicalAlert.change(by: finding, of: alert) else { continue }
                changes.append(result.change)
                alert = result.alert
            }
        }
        #expect(changes == [.raised, .returnedToNormal, .reactivated, .returnedToNormal])
        #expect(alert?.state == .returnedUnacknowledged)
        #expect(alert?.reason.contains("the server was silent from 2026-11-21T") == true)
    }
}
