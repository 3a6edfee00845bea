import Alerting
import Testing
import Vitals

@Suite("Scenarios of one patient's alert")
struct ScenarioTests {
    @Test("unfold as their names say", arguments: Scenario.all)
    func unfold(scenario: Scenario) throws {
        var book = AlertBook(try heartRateRule(raise: scenario.raise, clear: scenario.clear))
        var wide = AlertBook(book.rule, extraNeighbours: 5)
        for (index, step) in scenario.steps.enumerated() {
            let effect = try perform(step.event, on: &book)
            #expect(try perform(step.event, on: &wide) == effect, "a wider window, step \(index)")
            #expect(effect.change == step.change, "change of step \(index)")
            #expect(book.alert?.state == step.state, "state after step \(index)")
            #expect(book.alert?.priority == step.priority, "priority after step \(index)")
        }
    }

    /// What a step did, and how many readings fired it.
    private struct Effect: Equatable {
        let change: AlertChange?
        var firing = 0
    }

    private func perform(_ event: Scenario.Step.Event, on book: inout AlertBook) throws -> Effect {
        switch event {
        case .reading(let minute, let value):
            return effect(of: book.receive(.number(ExactDecimal(value)), minute: minute))
        case .absent(let minute, let reason):
            return effect(of: book.receive(.absent(reason), minute: minute))
        case .acknowledged:
            let state = try #require(book.alert?.state)
            book.apply(.acknowledged, state: try AlertLifecycle.acknowledge(state))
            return Effect(change: .acknowledged)
        case .resolved:
            let state = try #require(book.alert?.state)
            book.apply(.resolved, state: try AlertLifecycle.resolve(state, note: "Called the patient."))
            return Effect(change: .resolved)
        }
    }

    private func effect(of evaluation: Evaluation) -> Effect {
        Effect(change: evaluation.change, firing: evaluation.firing.count)
    }
}
