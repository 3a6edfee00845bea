import Alerting
import Testing
import Vitals

/// A story of one patient's heart rate, told by the minute.
struct Scenario: CustomTestStringConvertible {
    /// One thing that happens, and what the alert is after it.
    struct Step {
        enum Event {
            case reading(minute: Int, value: Int32)
            case absent(minute: Int, AbsenceReason)
            case acknowledged
            case resolved
        }
        let event: Event
        let change: AlertChange?
        let state: AlertState?
        let priority: AlertPriority?
    }

    let name: String
    var raise = 1
    var clear = 1
    let steps: [Step]

    var testDescription: String { name }
}

/// A reading, and the change, state and priority that it leads to.
func at(
    _ minute: Int,
    _ value: Int32,
    _ change: AlertChange? = nil,
    _ state: AlertState? = nil,
    _ priority: AlertPriority? = nil
) -> Scenario.Step {
    Scenario.Step(event: .reading(minute: minute, value: value), change: change, state: state, priority: priority)
}

/// A reading without a number changes nothing.
func absent(_ minute: Int, _ state: AlertState? = nil, _ priority: AlertPriority? = nil) -> Scenario.Step {
    Scenario.Step(event: .absent(minute: minute, .notANumber), change: nil, state: state, priority: priority)
}

/// A value lower than the device can measure, and what it leads to.
func low(
    _ minute: Int,
    _ change: AlertChange? = nil,
    _ state: AlertState? = nil,
    _ priority: AlertPriority? = nil
) -> Scenario.Step {
    Scenario.Step(event: .absent(minute: minute, .negativeInfinity), change: change, state: state, priority: priority)
}

/// A value higher than the device can measure, and what it leads to.
func high(
    _ minute: Int,
    _ change: AlertChange? = nil,
    _ state: AlertState? = nil,
    _ priority: AlertPriority? = nil
) -> Scenario.Step {
    Scenario.Step(event: .absent(minute: minute, .positiveInfinity), change: change, state: state, priority: priority)
}

/// Someone acknowledges the alert.
func acknowledged(_ state: AlertState, _ priority: AlertPriority) -> Scenario.Step {
    Scenario.Step(event: .acknowledged, change: .acknowledged, state: state, priority: priority)
}

/// Someone resolves the alert.
func resolved(_ priority: AlertPriority) -> Scenario.Step {
    Scenario.Step(event: .resolved, change: .resolved, state: .cleared, priority: priority)
}
