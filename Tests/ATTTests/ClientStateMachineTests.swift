import Testing

@testable import ATT

@Suite struct ClientStateMachineTests {
    @Test func anAnsweredRequestDoesNotTimeOutLater() {
        var machine = ClientStateMachine()
        #expect(machine.submit(.read(handle: 1), id: 1).last == .startTimer(1))
        let response = ATTPDU.response(.read([1])).encoded
        #expect(machine.received(response, at: .now) == [.answer(1, .success(.read([1])))])
        #expect(machine.timedOut(1).isEmpty)
        // Nor does its timer end the next request.
        #expect(machine.submit(.read(handle: 1), id: 2).last == .startTimer(2))
        #expect(machine.timedOut(1).isEmpty)
        #expect(machine.end == nil)
        #expect(machine.timedOut(2).last == .close(.timedOut(opcode: 0x0A)))
    }

    @Test(arguments: [ATTError.peerClosed, .closed, .timedOut(opcode: 0x0A), .overloaded])
    func notificationsThatHaveComeAreHandedOverAfterTheEnd(end: ATTError) {
        var machine = ClientStateMachine()
        let values = waiting(in: &machine)
        #expect(machine.close(because: end) == [.close(end)])
        #expect(machine.handled() == [.handOver([values[2]])])
        #expect(machine.handled().isEmpty)
        #expect(machine.handled().isEmpty)
    }

    @Test func nothingIsHandedOverBehindAValueThatWasNotTaken() {
        var machine = ClientStateMachine()
        _ = waiting(in: &machine)
        _ = machine.close(because: .handlerFailed)
        #expect(machine.handled().isEmpty)
    }

    @Test func notificationsThatWaitAreHandedOverTogetherUpToALimitAndAnIndicationAlone() {
        var machine = ClientStateMachine()
        let notification = ATTPDU.notification(handle: 3, value: [1]).encoded
        for _ in 0..<ATTLimits.maximumHandedOver + 3 { _ = machine.received(notification, at: .now) }
        _ = machine.received(ATTPDU.indication(handle: 3, value: [2]).encoded, at: .now)
        _ = machine.received(notification, at: .now)
        var counts: [Int] = []
        var confirmedAfter: [Int] = []
        while case let actions = machine.handled(), !actions.isEmpty {
            for action in actions {
                switch action {
                case .handOver(let values): counts.append(values.count)
                case .send(ATTPDU.confirmation.encoded): confirmedAfter.append(counts.count)
                default: Issue.record("\(action)")
                }
            }
        }
        // One was with the handler before the others came.
        #expect(counts == [ATTLimits.maximumHandedOver, 2, 1, 1])
        #expect(confirmedAfter == [3])
    }

    /// A notification that is with the handler, an indication behind it, which the device will send again, and another
    /// notification, which it will not.
    private func waiting(in machine: inout ClientStateMachine) -> [ReceivedValue] {
        let now = ContinuousClock.now
        let values = [false, true, false].enumerated().map { number, isIndication in
            ReceivedValue(handle: 3, bytes: [UInt8(number)], isIndication: isIndication, arrivedAt: now)
        }
        let actions = values.map { value in
            let pdu: ATTPDU =
                value.isIndication
                ? .indication(handle: value.handle, value: value.bytes)
                : .notification(handle: value.handle, value: value.bytes)
            return machine.received(pdu.encoded, at: now)
        }
        #expect(actions == [[.handOver([values[0]])], [], []])
        return values
    }
}
