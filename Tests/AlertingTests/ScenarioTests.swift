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
            let change = try perform(step.event, on: &book)
            #expect(try perform(step.event, on: &wide) == change, "a wider window, step \(index)")
            #expect(change == step.change, "change of step \(index)")
            #expect(book.alert?.state == step.state, "state after step \(index)")
            #expect(book.alert?.priority == step.priority, "priority after step \(index)")
        }
    }

    private func perform(_ event: Scenario.Step.Event, on book: inout AlertBook) throws -> AlertChange? {
        switch event {
        case .reading(let minute, let value):
            return book.receive(.number(ExactDecimal(value)), minute: minute).change
        case .absent(let minute):
            return book.receive(.absent(.notANumber), minute: minute).change
        case .acknowledged:
            let state = try #require(book.alert?.state)
            book.apply(.acknowledged, state: try AlertLifecycle.acknowledge(state))
            return .acknowledged
        case .resolved:
            let state = try #require(book.alert?.state)
            book.apply(.resolved, state: try AlertLifecycle.resolve(state, note: "Called the patient."))
            return .resolved
        }
    }
}
