import Alerting
import HearthCore

/// A change of an alert that has no place in the organisation's order yet.
struct AlertEventDraft {
    let alert: AlertID
    let change: AlertChange
    let side: LimitSide?
    let priority: AlertPriority
    let state: AlertState
    let reason: String
}
