import GATT
import Testing
import Vitals

@Suite("Fetching records from devices that break off, forget and begin again")
struct RecordTransferPropertyTests {
    /// What a gateway keeps: the records, and how far it has come.
    private struct Gateway {
        var stored: Set<RecordPosition> = []
        var position: RecordPosition?
    }

    /// One connection; it breaks off after that many events, and loses each notification with that chance.
    private func connect(
        _ gateway: inout Gateway,
        to device: RecordingDevice,
        breakingAfter events: Int,
        losingOneIn: Int?,
        using random: inout SplitMix64
    ) -> RecordTransferOutcome.End {
        var transfer = RecordTransfer(resumingAfter: gateway.position)
        let now = Instant(millisecondsSince1970: 0)
        var left = events
        var action = transfer.start(at: now)
        while case .write(let request) = action {
            let answer = device.answer(to: request, using: &random)
            action = .wait
            for record in answer.records {
                left -= 1
                if left < 0 { return end(transfer.disconnected()) }
                if let losingOneIn, Int.random(in: 0..<losingOneIn, using: &random) == 0 { continue }
                gateway.stored.insert(record)
                action = transfer.recordStored(record, at: now)
                gateway.position = transfer.position
                // The gateway may be killed between any two records.
                #expect(action == .wait)
            }
            left -= 1
            if left < 0 { return end(transfer.disconnected()) }
            action = transfer.responded(answer.response, at: now)
            gateway.position = transfer.position
        }
        return end(action)
    }

    private func end(_ action: RecordTransfer.Action) -> RecordTransferOutcome.End {
        guard case .finish(let outcome) = action else {
            Issue.record("a transfer neither writes nor finishes")
            return .endless
        }
        #expect(outcome.reasons.count <= RecordTransfer.passLimit)
        return outcome.end
    }

    @Test("No record is ever skipped, whatever happens between and during connections", arguments: 0..<200)
    func neverSkips(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var abilities = RecordingDevice.Abilities()
        abilities.counts = Bool.random(using: &random)
        abilities.filters = Int.random(in: 0..<4, using: &random) > 0
        abilities.order = try #require(RecordingDevice.Order.allCases.randomElement(using: &random))
        // A device that does not count cannot be caught losing notifications.
        let losingOneIn = abilities.counts && Bool.random(using: &random) ? 20 : nil
        let nearWrap = UInt16.random(in: 65_400...65_535, using: &random)
        var device = RecordingDevice(firstNumber: Bool.random(using: &random) ? nearWrap : 0, abilities: abilities)
        var gateway = Gateway()
        for _ in 0..<60 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: device.reset(to: UInt16.random(in: 0...40, using: &random))
            case 1: device.delete(using: &random)
            default: device.measure(Int.random(in: 0...15, using: &random))
            }
            let events = Bool.random(using: &random) ? Int.random(in: 0...80, using: &random) : .max
            let end = connect(
                &gateway,
                to: device,
                breakingAfter: events,
                losingOneIn: losingOneIn,
                using: &random
            )
            if end == .complete { #expect(gateway.stored.isSuperset(of: device.records)) }
            if events == .max, losingOneIn == nil { #expect(end == .complete) }
        }
    }

    @Test("A device that keeps to the specification sends each record hardly more than once")
    func sendsOnce() {
        var random = SplitMix64(seed: 1)
        var device = RecordingDevice(firstNumber: 0)
        var gateway = Gateway()
        for _ in 0..<20 {
            device.measure(5)
            let end = connect(&gateway, to: device, breakingAfter: .max, losingOneIn: nil, using: &random)
            #expect(end == .complete)
            #expect(gateway.position == device.records.last)
        }
        #expect(gateway.stored.count == 100)
    }

    @Test("A transfer that breaks off after every few records still gets through, once it has a position")
    func makesProgress() {
        var random = SplitMix64(seed: 2)
        var device = RecordingDevice(firstNumber: 0)
        var gateway = Gateway()
        device.measure(1)
        _ = connect(&gateway, to: device, breakingAfter: .max, losingOneIn: nil, using: &random)
        device.measure(50)
        var connections = 0
        while gateway.stored.count < 51, connections < 100 {
            connections += 1
            _ = connect(&gateway, to: device, breakingAfter: 4, losingOneIn: nil, using: &random)
        }
        #expect(gateway.stored.count == 51 && connections == 25)
    }
}
