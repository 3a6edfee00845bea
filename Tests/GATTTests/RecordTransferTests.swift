import GATT
import Testing
import Vitals

@Suite("Fetching records, step by step")
struct RecordTransferTests {
    private let now = Instant(millisecondsSince1970: 1_000_000)

    private func record(_ number: UInt16, _ byte: UInt8 = 1) -> RecordPosition {
        RecordPosition(sequenceNumber: number, bytes: [byte])
    }

    private func outcome(
        _ end: RecordTransferOutcome.End,
        _ reasons: [RecordTransferOutcome.Reason],
        _ received: Int
    ) -> RecordTransfer.Action {
        .finish(RecordTransferOutcome(end: end, reasons: reasons, received: received))
    }

    private func later(_ milliseconds: Int64) -> Instant {
        Instant(millisecondsSince1970: now.millisecondsSince1970 + milliseconds)
    }

    @Test("The first transfer counts all records, fetches them and knows the last")
    func first() {
        var transfer = RecordTransfer(resumingAfter: nil)
        #expect(transfer.start(at: now) == .write(.reportNumberOfRecords(.all)))
        #expect(transfer.responded(.numberOfRecords(2), at: now) == .write(.reportRecords(.all)))
        #expect(transfer.recordStored(record(1), at: now) == .wait)
        #expect(transfer.position == nil)
        #expect(transfer.recordStored(record(4), at: now) == .wait)
        let done = transfer.responded(.response(to: .reportRecords, .success), at: now)
        #expect(done == outcome(.complete, [.noPosition], 2))
        #expect(transfer.position == record(4) && transfer.deadline == nil)
        #expect(transfer.start(at: now) == done && transfer.timePassed(at: now) == done)
    }

    @Test("A later transfer asks from the last stored record on, and gets it again as a proof")
    func resumed() {
        var transfer = RecordTransfer(resumingAfter: record(4))
        #expect(transfer.start(at: now) == .write(.reportNumberOfRecords(.from(4))))
        #expect(transfer.responded(.numberOfRecords(2), at: now) == .write(.reportRecords(.from(4))))
        _ = transfer.recordStored(record(4), at: now)
        _ = transfer.recordStored(record(5), at: now)
        #expect(transfer.position == record(5))
        let done = transfer.responded(.response(to: .reportRecords, .success), at: now)
        #expect(done == outcome(.complete, [.resumed], 2))
    }

    @Test("Before the stored record has come again the position stays")
    func unconfirmed() {
        var transfer = RecordTransfer(resumingAfter: record(4))
        _ = transfer.start(at: now)
        _ = transfer.responded(.numberOfRecords(2), at: now)
        _ = transfer.recordStored(record(5), at: now)
        #expect(transfer.position == record(4))
        #expect(transfer.disconnected() == outcome(.disconnected, [.resumed], 1))
        #expect(transfer.position == record(4))
    }

    @Test("Another record under the stored number means that the device counts again, and all are fetched")
    func restarted() {
        var transfer = RecordTransfer(resumingAfter: record(4, 1))
        _ = transfer.start(at: now)
        _ = transfer.responded(.numberOfRecords(1), at: now)
        _ = transfer.recordStored(record(4, 2), at: now)
        let again = transfer.responded(.response(to: .reportRecords, .success), at: now)
        #expect(again == .write(.reportNumberOfRecords(.all)))
        #expect(transfer.position == nil)
        #expect(transfer.disconnected() == outcome(.disconnected, [.resumed, .sequenceRestarted], 1))
    }

    @Test("A device that no longer has the stored record is asked for all")
    func gone() {
        var transfer = RecordTransfer(resumingAfter: record(4))
        _ = transfer.start(at: now)
        _ = transfer.responded(.numberOfRecords(0), at: now)
        let again = transfer.responded(.response(to: .reportRecords, .noRecordsFound), at: now)
        #expect(again == .write(.reportNumberOfRecords(.all)))
        _ = transfer.responded(.numberOfRecords(0), at: now)
        let done = transfer.responded(.response(to: .reportRecords, .noRecordsFound), at: now)
        #expect(done == outcome(.complete, [.resumed, .lastRecordGone], 0))
        #expect(transfer.position == nil)
    }

    @Test("Near the end of the numbers all records are asked for", arguments: [UInt16(64_512), 65_535])
    func nearWrap(number: UInt16) {
        var transfer = RecordTransfer(resumingAfter: record(number))
        #expect(transfer.start(at: now) == .write(.reportNumberOfRecords(.all)))
        _ = transfer.responded(.numberOfRecords(3), at: now)
        for next in [65_535, 0, 1] as [UInt16] { _ = transfer.recordStored(record(next), at: now) }
        let done = transfer.responded(.response(to: .reportRecords, .success), at: now)
        #expect(done == outcome(.complete, [.nearWrapAround], 3))
        #expect(transfer.position == record(1))
    }

    @Test("A device that cannot filter is asked for all, and one that cannot count is not asked again")
    func fewAbilities() {
        var transfer = RecordTransfer(resumingAfter: record(4))
        _ = transfer.start(at: now)
        let report = transfer.responded(.response(to: .reportNumberOfRecords, .opCodeNotSupported), at: now)
        #expect(report == .write(.reportRecords(.from(4))))
        let again = transfer.responded(.response(to: .reportRecords, .operatorNotSupported), at: now)
        #expect(again == .write(.reportNumberOfRecords(.all)))
        _ = transfer.responded(.response(to: .reportNumberOfRecords, .opCodeNotSupported), at: now)
        let refused = transfer.responded(.response(to: .reportRecords, .opCodeNotSupported), at: now)
        #expect(refused == outcome(.refused(.opCodeNotSupported), [.resumed, .filterUnsupported], 0))
    }

    @Test("Records without numbers are all fetched each time")
    func unnumbered() {
        var transfer = RecordTransfer(resumingAfter: record(4), isNumbered: false)
        #expect(transfer.start(at: now) == .write(.reportNumberOfRecords(.all)))
        _ = transfer.responded(.numberOfRecords(1), at: now)
        _ = transfer.recordStored(nil, at: now)
        let done = transfer.responded(.response(to: .reportRecords, .success), at: now)
        #expect(done == outcome(.complete, [.unnumbered], 1))
        #expect(transfer.position == nil)
    }

    @Test("Fewer records than were counted are asked for again, but not for ever")
    func missing() {
        var transfer = RecordTransfer(resumingAfter: nil)
        var action = transfer.start(at: now)
        for _ in 0..<RecordTransfer.passLimit {
            #expect(action == .write(.reportNumberOfRecords(.all)))
            _ = transfer.responded(.numberOfRecords(2), at: now)
            _ = transfer.recordStored(record(1), at: now)
            action = transfer.responded(.response(to: .reportRecords, .success), at: now)
        }
        let reasons = [.noPosition] + [RecordTransferOutcome.Reason](repeating: .recordsMissing, count: 3)
        #expect(action == outcome(.incomplete(expected: 2, received: 1), reasons, 4))
        #expect(transfer.position == nil)
    }

    @Test("When the records do not follow one another, all are asked for the next time")
    func unordered() {
        var transfer = RecordTransfer(resumingAfter: nil)
        _ = transfer.start(at: now)
        _ = transfer.responded(.numberOfRecords(2), at: now)
        for number in [520, 1] as [UInt16] { _ = transfer.recordStored(record(number), at: now) }
        let done = transfer.responded(.response(to: .reportRecords, .success), at: now)
        #expect(done == outcome(.complete, [.noPosition], 2))
        #expect(transfer.position == nil)
    }

    @Test("A silent device is aborted, and given up when it does not answer that either")
    func silence() {
        var transfer = RecordTransfer(resumingAfter: nil)
        _ = transfer.start(at: now)
        _ = transfer.responded(.numberOfRecords(9), at: now)
        _ = transfer.recordStored(record(1), at: later(20_000))
        #expect(transfer.deadline == later(50_000))
        #expect(transfer.timePassed(at: later(49_999)) == .wait)
        #expect(transfer.timePassed(at: later(50_000)) == .write(.abort))
        #expect(transfer.recordStored(record(2), at: later(60_000)) == .wait)
        #expect(transfer.deadline == later(80_000))
        #expect(
            transfer.timePassed(at: later(80_000)) == outcome(.timedOut(answeredAbort: false), [.noPosition], 1)
        )
    }

    @Test("A silent device that answers the abort can stay connected")
    func answeredAbort() {
        var transfer = RecordTransfer(resumingAfter: nil)
        _ = transfer.start(at: now)
        #expect(transfer.timePassed(at: later(30_000)) == .write(.abort))
        let done = transfer.responded(.response(to: .abort, .abortUnsuccessful), at: later(30_001))
        #expect(done == outcome(.timedOut(answeredAbort: true), [.noPosition], 0))
    }

    @Test("An abort on request waits for its answer")
    func abort() {
        var transfer = RecordTransfer(resumingAfter: nil)
        _ = transfer.start(at: now)
        #expect(transfer.abort(at: now) == .write(.abort))
        #expect(transfer.abort(at: now) == .wait)
        #expect(transfer.responded(.numberOfRecords(1), at: now) == .wait)
        let done = transfer.responded(.response(to: .abort, .success), at: now)
        #expect(done == outcome(.aborted, [.noPosition], 0))
        var unstarted = RecordTransfer(resumingAfter: nil)
        #expect(unstarted.abort(at: now) == outcome(.aborted, [], 0))
    }

    @Test("Answers to questions that were not asked change nothing, and do not put off the deadline")
    func strayAnswers() {
        var transfer = RecordTransfer(resumingAfter: nil)
        _ = transfer.start(at: now)
        for _ in 0..<1_000 {
            #expect(transfer.responded(.response(to: .reportRecords, .success), at: later(29_999)) == .wait)
            #expect(transfer.responded(.response(to: .abort, .success), at: later(29_999)) == .wait)
        }
        #expect(transfer.deadline == later(30_000))
    }

    @Test("A device that sends without end is stopped")
    func endless() {
        var transfer = RecordTransfer(resumingAfter: nil)
        _ = transfer.start(at: now)
        _ = transfer.responded(.numberOfRecords(1), at: now)
        var action = RecordTransfer.Action.wait
        for _ in 0...RecordTransfer.recordLimit { action = transfer.recordStored(record(7), at: now) }
        #expect(action == .write(.abort))
        let done = transfer.responded(.response(to: .abort, .success), at: now)
        #expect(done == outcome(.endless, [.noPosition], RecordTransfer.recordLimit + 1))
    }

    @Test("A refused write ends the transfer and says why")
    func writeRefused() {
        var transfer = RecordTransfer(resumingAfter: nil)
        _ = transfer.start(at: now)
        #expect(transfer.writeRefused(error: 0x81) == outcome(.writeRefused(0x81), [.noPosition], 0))
    }
}
