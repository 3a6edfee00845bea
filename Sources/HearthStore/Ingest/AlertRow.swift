import Alerting
import Foundation
import HearthCore
import Vitals

/// An alert as it has to be written, whatever it is about.
struct AlertRow {
    let id: AlertID
    let subject: AlertSubject
    let rule: String
    let ruleVersion: Int
    let priority: AlertPriority
    let state: AlertState
    let reason: String
    /// True for one that this transaction raises.
    let isNew: Bool
    /// What only a patient's alert has.
    var limits: UUID?
    var metric: Metric?
    var side: LimitSide?
    var newestReadingAt: Instant?
}

extension AlertRow {
    init(_ standing: AlertBoard.Standing) {
        self.init(
            id: standing.id,
            subject: .patient(standing.key.patient),
            rule: standing.rule.rule.id,
            ruleVersion: standing.rule.rule.version,
            priority: standing.alert.priority,
            state: standing.alert.state,
            reason: standing.reason,
            isNew: standing.isNew,
            limits: standing.rule.limitsID,
            metric: standing.key.metric,
            side: standing.alert.side,
            newestReadingAt: standing.alert.newestReadingAt
        )
    }
}
