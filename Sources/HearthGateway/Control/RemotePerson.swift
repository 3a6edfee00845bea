import BlueZ

/// The person at the other end of the control socket.
actor RemotePerson: PairingPerson {
    nonisolated let capability: PairingCapability
    private let channel: ControlChannel
    private var waiting: CheckedContinuation<ControlReply?, Never>?
    private var isGone = false

    init(_ channel: ControlChannel, capability: PairingCapability) {
        self.channel = channel
        self.capability = capability
    }

    /// Takes what the person answers, until the person is gone; whoever waits for an answer gets none then.
    func listen() async {
        while let reply = try? await channel.receive(ControlReply.self) { answer(reply) }
        isGone = true
        answer(nil)
    }

    func passkey() async -> UInt32? {
        guard case .passkey(let passkey) = await ask(.askForPasskey) else { return nil }
        return passkey
    }

    func isSame(_ number: UInt32) async -> Bool {
        guard case .isSame(let isSame) = await ask(.askToCompare(number: number)) else { return false }
        return isSame
    }

    func show(passkey: UInt32, entered: UInt8) async {
        // Who is gone is noticed by `listen`.
        try? await channel.send(ControlAnswer.show(passkey: passkey, entered: entered))
    }

    private func ask(_ question: ControlAnswer) async -> ControlReply? {
        guard (try? await channel.send(question)) != nil else { return nil }
        answer(nil)
        return await withCheckedContinuation { continuation in
            if isGone { continuation.resume(returning: nil) } else { waiting = continuation }
        }
    }

    private func answer(_ reply: ControlReply?) {
        waiting?.resume(returning: reply)
        waiting = nil
    }
}
