import Testing

@testable import BlueZ

@Suite("Pairing")
struct PairingTests {
    private func machine(
        _ peer: PeerAddress = Samples.cuff,
        isKnown: Bool = false
    ) -> PairingStateMachine {
        var machine = PairingStateMachine(peer: peer, capability: .keyboardAndDisplay, isKnown: isKnown)
        let first = machine.handle(.started)
        #expect(first == [.perform(isKnown ? .unpair(peer) : .pair(peer, .keyboardAndDisplay))])
        return machine
    }

    private static let paired = PairingStateMachine.Event.answered(.pair(Samples.cuff, .keyboardAndDisplay), nil)

    private static func refusal(_ status: ManagementStatus) -> PairingStateMachine.Event {
        .answered(.pair(Samples.cuff, .keyboardAndDisplay), .refused(opcode: 0x19, status: status))
    }

    @Test("works by itself with a device that can show and ask nothing")
    func justWorks() {
        var machine = machine()
        let confirmed = machine.handle(.told(.confirmationRequest(Samples.cuff, number: 0, isHint: true)))
        #expect(confirmed == [.perform(.confirm(Samples.cuff, isSame: true))])
        let nothing = machine.handle(.told(.newLongTermKey(Samples.key(), isKept: true)))
        #expect(nothing.isEmpty)
        let end = machine.handle(Self.paired)
        #expect(end == [.finish(.success(Samples.cuff))])
    }

    @Test("asks for the passkey that the device shows", arguments: [399_585, nil] as [UInt32?])
    func passkeyEntry(passkey: UInt32?) {
        var machine = machine()
        let asked = machine.handle(.told(.passkeyRequest(Samples.cuff)))
        #expect(asked == [.askForPasskey])
        let entered = machine.handle(.entered(passkey))
        #expect(entered == [.perform(.enterPasskey(Samples.cuff, passkey))])
    }

    @Test("shows the passkey that is to be typed at the device, digit by digit")
    func passkeyDisplay() {
        var machine = machine()
        for entered: UInt8 in 0...6 {
            let shown = machine.handle(.told(.passkeyShown(Samples.cuff, passkey: 42, entered: entered)))
            #expect(shown == [.show(passkey: 42, entered: entered)])
        }
    }

    @Test("asks whether the numbers are the same, and passes on the answer", arguments: [true, false])
    func comparison(isSame: Bool) {
        var machine = machine()
        let asked = machine.handle(.told(.confirmationRequest(Samples.cuff, number: 123_456, isHint: false)))
        #expect(asked == [.askToCompare(123_456)])
        let answered = machine.handle(.compared(isSame: isSame))
        #expect(answered == [.perform(.confirm(Samples.cuff, isSame: isSame))])
    }

    @Test("follows a device from its private address to its identity")
    func privateAddress() {
        let seen = PeerAddress(Samples.address("5A:11:22:33:44:55"), .randomAddress)
        var machine = PairingStateMachine(peer: seen, capability: .none, isKnown: false)
        _ = machine.handle(.started)
        let key = IdentityKey(peer: Samples.scale, value: Samples.secret(1))
        _ = machine.handle(.told(.newIdentityKey(key, privateAddress: seen.address, isKept: true)))
        let confirmed = machine.handle(.told(.confirmationRequest(Samples.scale, number: 1, isHint: true)))
        #expect(confirmed == [.perform(.confirm(Samples.scale, isSame: true))])
        _ = machine.handle(.told(.newLongTermKey(Samples.key(of: Samples.scale), isKept: true)))
        let end = machine.handle(.answered(.pair(seen, .none), nil))
        #expect(end == [.finish(.success(Samples.scale))])
    }

    @Test("answers nothing to another device that asks at the same time")
    func stranger() {
        var machine = machine()
        for event: ManagementEvent in [
            .confirmationRequest(Samples.scale, number: 1, isHint: true), .passkeyRequest(Samples.scale),
            .passkeyShown(Samples.scale, passkey: 1, entered: 0),
            .newLongTermKey(Samples.key(of: Samples.scale), isKept: true),
        ] {
            let nothing = machine.handle(.told(event))
            #expect(nothing.isEmpty)
        }
        let end = machine.handle(Self.paired)
        #expect(end == [.finish(.failure(.noBond))])
    }

    @Test(
        "says why it failed",
        arguments: [
            (.authenticationFailed, .refused), (.connectFailed, .unreachable), (.disconnected, .unreachable),
            (.timedOut, .timedOut), (.cancelled, .cancelled),
            (.notPowered, .adapter(.refused(opcode: 0x19, status: .notPowered))),
        ] as [(ManagementStatus, PairingFailure)]
    )
    func failure(status: ManagementStatus, failure: PairingFailure) {
        var machine = machine()
        let end = machine.handle(Self.refusal(status))
        #expect(end == [.finish(.failure(failure))])
        let nothing = machine.handle(Self.paired)
        #expect(nothing.isEmpty)
    }

    @Test("a key that the device does not keep is no bond")
    func notKept() {
        var machine = machine()
        _ = machine.handle(.told(.newLongTermKey(Samples.key(), isKept: false)))
        let end = machine.handle(Self.paired)
        #expect(end == [.finish(.failure(.noBond))])
    }

    @Test("ends early when nobody wants it any more, before it has begun too")
    func cancelled() {
        var machine = machine()
        let cancel = machine.handle(.cancelled)
        #expect(cancel == [.perform(.cancelPairing(Samples.cuff))])
        let end = machine.handle(Self.refusal(.cancelled))
        #expect(end == [.finish(.failure(.cancelled))])
        var early = self.machine(isKnown: true)
        _ = early.handle(.cancelled)
        let over = early.handle(.answered(.unpair(Samples.cuff), nil))
        #expect(over == [.finish(.failure(.cancelled))])
    }

    @Test("makes the kernel forget the keys of a device that is paired again, and goes on when it had none")
    func again() {
        for error in [nil, BlueZError.refused(opcode: 0x1B, status: .notPaired)] {
            var machine = machine(isKnown: true)
            let next = machine.handle(.answered(.unpair(Samples.cuff), error))
            #expect(next == [.perform(.pair(Samples.cuff, .keyboardAndDisplay))])
        }
    }
}
