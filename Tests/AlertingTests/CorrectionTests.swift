import Alerting
import Testing
import Vitals

@Suite("The correction of a reading")
struct CorrectionTests {
    private func book(_ values: [MeasuredValue], raise: Int = 1, clear: Int = 1) throws -> AlertBook {
        var book = AlertBook(try heartRateRule(raise: raise, clear: clear))
        for (minute, value) in values.enumerated() { book.receive(value, minute: minute) }
        return book
    }

    @Test("of the only value beyond a limit returns the alert, which waits to be acknowledged")
    func returns() throws {
        var book = try book([.number(140)])
        let evaluation = try book.correct(minute: 0, to: .number(80))
        #expect(evaluation.change == .returnedToNormal && book.open?.state == .returnedUnacknowledged)
        #expect(evaluation.reason.code == .nothingLeftBeyond)
        let text = "a reading was corrected to 80 /min, and nothing that is left is beyond the limits"
        #expect(evaluation.reason.description == "limit/heart-rate version 3: \(text)")
    }

    @Test("clears an acknowledged alert, and a withdrawal does as much")
    func clears() throws {
        var book = try book([.number(140)])
        book.apply(.acknowledged, state: try AlertLifecycle.acknowledge(.activeUnacknowledged))
        let evaluation = try book.correct(minute: 0, to: nil)
        #expect(evaluation.change == .returnedToNormal && book.alert?.state == .cleared)
        #expect(evaluation.reason.description.contains(": a reading no longer counts, and nothing"))
    }

    @Test("leaves an alert that other readings ask for, less urgent where the wrong value alone made it so")
    func remains() throws {
        var book = try book([.number(112), .number(140), .number(113)])
        let evaluation = try book.correct(minute: 1, to: .number(114))
        #expect(evaluation.change == .corrected && evaluation.reason.code == .corrected)
        #expect(book.open?.state == .activeUnacknowledged && book.open?.priority == .medium)
        #expect(try book.correct(minute: 0, to: .number(80)).change == .corrected)
        #expect(book.open?.state == .activeUnacknowledged && book.open?.priority == .medium)
    }

    @Test("raises where a wrong value hid one beyond a limit, and tells of a greater danger than was known")
    func raises() throws {
        var book = try book([.number(80), .number(80)])
        #expect(try book.correct(minute: 0, to: .number(112)).change == .raised)
        book.apply(.acknowledged, state: try AlertLifecycle.acknowledge(.activeUnacknowledged))
        #expect(try book.correct(minute: 0, to: .number(140)).change == .priorityRose)
        #expect(try book.correct(minute: 0, to: .absent(.negativeInfinity)).change == .oppositeLimitCrossed)
    }

    @Test("brings back what a wrong normal value had returned, and raises anew what it had cleared")
    func standsAgain() throws {
        var returned = try book([.number(140), .number(80)])
        #expect(try returned.correct(minute: 1, to: nil).change == .reactivated)
        #expect(returned.open?.state == .activeUnacknowledged && returned.open?.priority == .high)

        var cleared = try book([.number(140)])
        cleared.apply(.acknowledged, state: try AlertLifecycle.acknowledge(.activeUnacknowledged))
        cleared.receive(.number(80), minute: 1)
        #expect(cleared.alert?.state == .cleared)
        let evaluation = try cleared.correct(minute: 1, to: .absent(.notANumber))
        #expect(evaluation.change == .raised && evaluation.reason.code == .standsAgain)
        #expect(evaluation.firing == [cleared.readings[0].id])
    }

    @Test("opens nothing that a person has resolved, and says nothing twice")
    func resolved() throws {
        var book = try book([.number(140)])
        book.apply(.resolved, state: try AlertLifecycle.resolve(.activeUnacknowledged, note: "Known"))
        #expect(try book.correct(minute: 0, to: .number(141)).change == nil)
        #expect(try book.correct(minute: 0, to: .number(80)).change == nil)
        #expect(try book.correct(minute: 0, to: .number(81)).change == nil)
        #expect(book.changes == [.raised, .resolved])
    }

    @Test("keeps an alert that a late reading raised while that reading is still beyond a limit")
    func late() throws {
        var book = AlertBook(try heartRateRule())
        book.receive(.number(80), minute: 5)
        book.receive(.number(140), minute: 1)
        #expect(try book.correct(minute: 1, to: .number(135)).change == .corrected)
        #expect(book.open?.state == .activeUnacknowledged)
        #expect(try book.correct(minute: 1, to: .number(80)).change == .returnedToNormal)
    }

    @Test("leads to no less than if the reading had been right at once", arguments: [(1, 1), (2, 1), (1, 2), (2, 2)])
    func asIfRight(raise: Int, clear: Int) throws {
        let values: [MeasuredValue] = [35, 80, 112, 140].map { .number($0) }
        let corrections: [MeasuredValue?] = values + [.absent(.negativeInfinity), .absent(.unsuccessful), nil]
        for number in 0..<256 {
            let course = [1, 4, 16, 64].map { values[number / $0 % 4] }
            for place in 0..<4 {
                for value in corrections {
                    let wrong = try book(course, raise: raise, clear: clear)
                    guard try !isRight(wrong, place, value, raise, clear) else { continue }
                    Issue.record("\(course), of which \(place) is corrected to \(String(describing: value))")
                    return
                }
            }
        }
    }

    private func isRight(
        _ wrong: AlertBook,
        _ place: Int,
        _ value: MeasuredValue?,
        _ raise: Int,
        _ clear: Int
    ) throws -> Bool {
        var book = wrong
        try book.correct(minute: place, to: value)
        var right = AlertBook(wrong.rule)
        for (minute, reading) in wrong.readings.enumerated() {
            if let value = minute == place ? value : reading.value { right.receive(value, minute: minute) }
        }
        let isActive = book.open?.state.isActive ?? false
        guard let expected = right.open, expected.state.isActive else {
            // A value beyond a limit that becomes known late is told, as one that arrives late is.
            let isBeyond = value.map { $0 != .number(80) && $0 != .absent(.unsuccessful) } ?? false
            return !isActive || isBeyond || raise > 1
        }
        // A run that begins before the alert did is not looked for: with several readings the priority may stay lower.
        return isActive && (raise > 1 || book.open?.priority ?? .medium >= expected.priority)
    }
}
