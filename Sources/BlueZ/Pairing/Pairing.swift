/// Pairs one device, together with a person.
public actor Pairing {
    /// How long a pairing may take: the protocol gives a person 30 seconds for each step.
    static let timeout: Duration = .seconds(120)

    /// The executor of the adapter, so that a key is seen before the answer that follows it.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { adapter.unownedExecutor }

    private let adapter: Adapter
    private let person: any PairingPerson
    private var machine: PairingStateMachine
    private var outcome: Result<PeerAddress, PairingFailure>?
    private var waiting: CheckedContinuation<Void, Never>?

    /// Makes the pairing of a device that was seen.
    ///
    /// - Parameters:
    ///   - peer: The address at which it was seen.
    ///   - isKnown: Whether there is a bond that is to be replaced.
    ///   - adapter: The adapter, ready.
    ///   - person: Who answers the device's questions.
    public init(of peer: PeerAddress, isKnown: Bool, on adapter: Adapter, with person: any PairingPerson) {
        self.adapter = adapter
        self.person = person
        machine = PairingStateMachine(peer: peer, capability: person.capability, isKnown: isKnown)
    }

    /// Pairs; the adapter has put the keys on disk when it returns.
    ///
    /// A cancelled task ends it early. Bonds can be made on the adapter meanwhile, and at no other time.
    ///
    /// - Returns: The identity of the device.
    /// - Throws: `PairingFailure`.
    public func run() async throws(PairingFailure) -> PeerAddress {
        do throws(BlueZError) {
            try await adapter.perform(.setBondable(true))
        } catch {
            throw .adapter(error)
        }
        let outcome = await pair()
        // An adapter that is gone comes back unbondable.
        _ = try? await adapter.perform(.setBondable(false))
        guard let outcome else { throw .cancelled }
        return try outcome.get()
    }

    private func pair() async -> Result<PeerAddress, PairingFailure>? {
        // A stream would hand over a key some time after it came: perhaps after the answer that follows it.
        await adapter.observe { [weak self] event in self?.assumeIsolated { $0.take(event) } ?? false }
        apply(machine.handle(.started))
        await withTaskCancellationHandler {
            // Asked inside: the actor may do something else before the task is suspended.
            await withCheckedContinuation { continuation in
                if outcome == nil { waiting = continuation } else { continuation.resume() }
            }
        } onCancel: {
            Task { await cancel() }
        }
        return outcome
    }

    private func take(_ event: ManagementEvent?) -> Bool {
        guard let event, outcome == nil else { return false }
        apply(machine.handle(.told(event)))
        return true
    }

    private func cancel() { apply(machine.handle(.cancelled)) }

    private func apply(_ actions: [PairingStateMachine.Action]) {
        for action in actions {
            switch action {
            case .perform(let command): Task { await perform(command) }
            case .askForPasskey: Task { apply(machine.handle(.entered(await person.passkey()))) }
            case .askToCompare(let number):
                Task { apply(machine.handle(.compared(isSame: await person.isSame(number)))) }
            case .show(let passkey, let entered): Task { await person.show(passkey: passkey, entered: entered) }
            case .finish(let outcome):
                self.outcome = outcome
                waiting?.resume()
                waiting = nil
            }
        }
    }

    private func perform(_ command: ManagementCommand) async {
        var failure: BlueZError?
        do throws(BlueZError) {
            try await adapter.perform(command, within: Self.timeout)
        } catch {
            failure = error
        }
        apply(machine.handle(.answered(command, failure)))
    }
}
