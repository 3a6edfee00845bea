import Alerting
import Foundation
import Testing
import Vitals

@Suite("A value that is beyond what the device can measure")
struct BeyondDeviceTests {
    /// Below and above what the device can measure, numbers that are beyond every limit, within, and beyond a warning.
    private static let values: [(value: MeasuredValue, number: Int32)] = [
        (.absent(.negativeInfinity), 1), (.absent(.positiveInfinity), 999), (.number(35), 35), (.number(80), 80),
        (.number(120), 120),
    ]

    @Test(
        "is judged as a number beyond every limit of its side is, whatever arrives in whatever order",
        arguments: 1...3
    )
    func asNumber(count: Int) throws {
        let rule = try heartRateRule(raise: count, clear: count)
        var random = SeededRandom(seed: UInt64(count))
        for _ in 0..<2_000 {
            var (book, numbers) = (AlertBook(rule), AlertBook(rule))
            for minute in (0..<8).shuffled(using: &random) {
                let pick = Self.values[Int.random(in: Self.values.indices, using: &random)]
                book.receive(pick.value, minute: minute)
                numbers.receive(.number(ExactDecimal(pick.number)), minute: minute)
            }
            guard book.changes == numbers.changes, book.alert == numbers.alert else {
                Issue.record("\(book.changes) is not \(numbers.changes)")
                return
            }
        }
    }

    @Test("tells why, without a number")
    func reason() throws {
        var book = AlertBook(try heartRateRule())
        let reason = book.receive(.absent(.negativeInfinity), minute: 0).reason
        #expect(reason.code == .beyondDevice && reason.crossing?.name == .alertLow)
        let text = "a value lower than the device can measure is below the alert-low limit of 40 /min"
        #expect(reason.description == "limit/heart-rate version 3: \(text)")
        let high = book.receive(.absent(.positiveInfinity), minute: 1).reason.description
        #expect(
            high.hasSuffix(": a value higher than the device can measure is above the alert-high limit of 130 /min")
        )
    }

    @Test("is urgent where only a warning is set, for nobody knows how far beyond it is")
    func warningOnly() throws {
        let limits = try MetricLimits(metric: .bloodGlucose, warningLow: 70, warningHigh: 180)
        var book = AlertBook(LimitRule(limits: limits, version: 1))
        book.receive(.number(20), minute: 0)
        #expect(book.open?.priority == .medium)
        #expect(book.receive(.absent(.negativeInfinity), minute: 1).change == .priorityRose)
        #expect(book.open?.priority == .high)
    }

    @Test("is as any absent value where its side has no limit: it neither raises nor ends an alert")
    func noLimit() throws {
        let limits = try MetricLimits(metric: .oxygenSaturation, alertLow: 92, warningLow: 94)
        var book = AlertBook(LimitRule(limits: limits, version: 1))
        #expect(book.receive(.absent(.positiveInfinity), minute: 0).reason.code == .noNumber)
        book.receive(.number(90), minute: 1)
        #expect(book.receive(.absent(.positiveInfinity), minute: 2).change == nil)
        #expect(book.open?.state == .activeUnacknowledged)
        #expect(limits.judgeableAbsences == [.negativeInfinity])
    }

    @Test(
        "is only what the device says to be lower or higher",
        arguments: [AbsenceReason.notANumber, .notAtThisResolution, .reserved, .unsuccessful]
    )
    func otherReasons(reason: AbsenceReason) throws {
        var book = AlertBook(try heartRateRule())
        #expect(book.receive(.absent(reason), minute: 0).change == nil)
        book.receive(.absent(.negativeInfinity), minute: 1)
        #expect(book.receive(.absent(reason), minute: 2).change == nil)
        #expect(book.changes == [.raised] && book.open?.state == .activeUnacknowledged)
    }
}
