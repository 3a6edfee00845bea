import Alerting
import Foundation
import Testing
import Vitals

@Suite("The reason of an evaluation")
struct EvaluationReasonTests {
    private func saturationRule() throws -> LimitRule {
        LimitRule(
            limits: try MetricLimits(metric: .oxygenSaturation, alertLow: 92, warningLow: 94),
            version: 3
        )
    }

    @Test("names rule, version, value and limit")
    func sentences() throws {
        var book = AlertBook(try saturationRule())
        let raised = book.receive(.number(try ExactDecimal("86.0")), minute: 0).reason
        #expect(
            raised.description
                == "limit/oxygen-saturation version 3: 86.0 % is below the alert-low limit of 92 %"
        )
        #expect(raised.crossing?.limit == 92)
        let close = book.receive(.number(94), minute: 1).reason
        #expect(close.code == .withinHysteresis)
        let back = book.receive(.number(96), minute: 2).reason
        #expect(back.description == "limit/oxygen-saturation version 3: 96 % is back within the limits")
    }

    @Test("tells apart why nothing happens")
    func codes() throws {
        var book = AlertBook(try heartRateRule(raise: 2, clear: 2))
        #expect(book.receive(.absent(.notANumber), minute: 0).reason.code == .noNumber)
        #expect(book.receive(.number(80), minute: 1).reason.code == .withinLimits)
        #expect(book.receive(.number(120), minute: 3).reason.code == .awaitingMoreBeyond)
        #expect(book.receive(.number(121), minute: 4).reason.code == .beyondLimit)
        #expect(book.receive(.number(80), minute: 2).reason.code == .lateWithinLimits)
        #expect(book.receive(.number(107), minute: 5).reason.code == .withinHysteresis)
        #expect(book.receive(.number(80), minute: 6).reason.code == .awaitingMoreWithin)
        #expect(book.receive(.number(80), minute: 7).reason.code == .backWithinLimits)
    }

    @Test("comes with the readings that fired, oldest first")
    func firing() throws {
        var book = AlertBook(try heartRateRule(raise: 3))
        book.receive(.number(80), minute: 0)
        book.receive(.number(120), minute: 1)
        book.receive(.number(121), minute: 3)
        let raised = book.receive(.number(122), minute: 2)
        #expect(raised.firing == book.readings.dropFirst().map(\.id))
        let updated = book.receive(.number(123), minute: 4)
        #expect(updated.firing == [book.readings[4].id])
    }

    @Test("an alert that the store passes although it is cleared counts as none")
    func clearedAlert() throws {
        let instant = Instant(millisecondsSince1970: 0)
        let cleared = OpenAlert(priority: .high, side: .high, state: .cleared, newestReadingAt: instant)
        let reading = EvaluatedReading(id: UUID(), effectiveAt: instant, value: .number(120))
        let evaluation = try heartRateRule().evaluate(window: [reading], newIndex: 0, openAlert: cleared)
        #expect(evaluation.change == .raised)
        #expect(evaluation.alert?.priority == .medium)
    }
}
