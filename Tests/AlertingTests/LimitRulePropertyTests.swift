import Alerting
import Testing
import Vitals

@Suite("A limit rule, whatever arrives in whatever order")
struct LimitRulePropertyTests {
    /// Beyond the alert limit on one side, within, and beyond warning and alert limit on the other.
    private static let values: [Int32] = [35, 80, 120, 140]
    /// Every order in which four readings can arrive.
    private static let orders = permutations([0, 1, 2, 3])
    /// Every course of four readings.
    private static let courses = (0..<256).map { number in
        [1, 4, 16, 64].map { values[number / $0 % 4] }
    }

    private static func permutations(_ items: [Int]) -> [[Int]] {
        guard items.count > 1 else { return [items] }
        return items.flatMap { item in permutations(items.filter { $0 != item }).map { [item] + $0 } }
    }

    private func receive(_ course: [Int32], in order: [Int], rule: LimitRule) -> AlertBook {
        var book = AlertBook(rule)
        for minute in order { book.receive(.number(ExactDecimal(course[minute])), minute: minute) }
        return book
    }

    /// Checks a property of every course in every order, and shows the first that does not have it.
    private func expect(_ holds: ([Int32], [Int]) throws -> Bool) rethrows {
        for course in Self.courses {
            for order in Self.orders where try !holds(course, order) {
                Issue.record("\(course) in order \(order)")
                return
            }
        }
    }

    @Test("raises with one reading exactly when any is beyond a limit, with the highest priority of all")
    func oneReading() throws {
        let rule = try heartRateRule()
        expect { course, order in
            let priorities = course.compactMap { rule.limits.crossing(of: ExactDecimal($0))?.priority }
            let book = receive(course, in: order, rule: rule)
            return book.changes.count { $0 == .raised } == (priorities.isEmpty ? 0 : 1)
                && book.open?.priority == priorities.max()
        }
    }

    @Test("is active in the end when the newest reading is beyond a limit")
    func newestDecides() throws {
        let rule = try heartRateRule()
        expect { course, order in
            guard let crossing = rule.limits.crossing(of: ExactDecimal(course[3])) else { return true }
            let book = receive(course, in: order, rule: rule)
            return book.open?.state == .activeUnacknowledged && book.open?.side == crossing.side
        }
    }

    @Test("raises with several readings when they hold a run, and never without enough of them", arguments: [2, 3])
    func severalReadings(count: Int) throws {
        let rule = try heartRateRule(raise: count)
        expect { course, order in
            let sides = course.map { rule.limits.crossing(of: ExactDecimal($0))?.side }
            let hasRun = (0...(4 - count)).contains { start in
                sides[start] != nil && Set(sides[start..<(start + count)]).count == 1
            }
            let isPossible = LimitSide.allCases.contains { side in sides.count { $0 == side } >= count }
            let hasRaised = receive(course, in: order, rule: rule).changes.contains(.raised)
            return hasRaised ? isPossible : !hasRun
        }
    }

    @Test("tells people of every reading that is more urgent than what they acknowledged, late or not")
    func nobodyIsLeftUntold() throws {
        let rule = try heartRateRule()
        try expect { course, order in
            var book = AlertBook(rule)
            for minute in order {
                let value = ExactDecimal(course[minute])
                let before = book.open?.priority
                let evaluation = book.receive(.number(value), minute: minute)
                guard let crossing = rule.limits.crossing(of: value) else { continue }
                let isNews = before.map { crossing.priority > $0 } ?? true
                if isNews, evaluation.change?.demandsAttention != true { return false }
                guard let state = book.open?.state, state != .activeAcknowledged else { continue }
                book.apply(.acknowledged, state: try AlertLifecycle.acknowledge(state))
            }
            return true
        }
    }

    @Test("does not chatter around a limit by less than the hysteresis", arguments: [UInt64](1...50))
    func hysteresis(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var book = AlertBook(try heartRateRule())
        for minute in 0..<200 {
            let tenths = Int32.random(in: 1051...1149, using: &random)
            book.receive(.number(ExactDecimal(tenths, exponent: -1)), minute: minute)
        }
        #expect(book.changes.filter { $0 != .updated } == [.raised])
    }

    @Test("does not chatter in priority around an alert limit once acknowledged", arguments: [UInt64](1...50))
    func priorityHysteresis(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var book = AlertBook(try heartRateRule())
        book.receive(.number(131), minute: 0)
        book.apply(.acknowledged, state: try AlertLifecycle.acknowledge(.activeUnacknowledged))
        for minute in 1..<200 {
            let tenths = Int32.random(in: 1251...1349, using: &random)
            book.receive(.number(ExactDecimal(tenths, exponent: -1)), minute: minute)
        }
        #expect(book.changes.filter { $0 != .updated } == [.raised, .acknowledged])
    }

    @Test("can always return to normal, however wide the hysteresis", arguments: [0, 5, 30, 60, 1000] as [Int32])
    func wideHysteresis(hysteresis: Int32) throws {
        for first in Self.values where first != 80 {
            var book = AlertBook(try heartRateRule(hysteresis: ExactDecimal(hysteresis)))
            book.receive(.number(ExactDecimal(first)), minute: 0)
            book.receive(.number(80), minute: 1)
            #expect(book.open?.state == .returnedUnacknowledged)
        }
    }
}
