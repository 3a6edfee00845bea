import Alerting

/// One change of one alert, with the alert after it.
struct AlertTransition {
    let row: AlertRow
    let change: AlertChange
    /// The readings that fired it; none for a technical rule.
    var firing: [EvaluatedReading] = []

    var event: AlertEventDraft {
        AlertEventDraft(
            alert: row.id,
            change: change,
            side: row.side,
            priority: row.priority,
            state: row.state,
            reason: row.reason
        )
    }
}
