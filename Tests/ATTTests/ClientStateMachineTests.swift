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
}
