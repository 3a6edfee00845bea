/// Decides how one device is paired: an event goes in, actions come out, no IO inside.
///
/// Only what concerns the device itself is answered; another device that asks at the same time gets no answer.
struct PairingStateMachine {
    /// What happened.
    enum Event {
        /// Begin.
        case started
        /// The command was answered.
        case answered(ManagementCommand, BlueZError?)
        /// The kernel told something.
        case told(ManagementEvent)
        /// The person typed the passkey, or would not.
        case entered(UInt32?)
        /// The person compared the numbers.
        case compared(isSame: Bool)
        /// Nobody wants it any more.
        case cancelled
    }

    /// What the shell has to do, in this order.
    enum Action: Hashable {
        case perform(ManagementCommand)
        case askForPasskey
        case askToCompare(UInt32)
        case show(passkey: UInt32, entered: UInt8)
        case finish(Result<PeerAddress, PairingFailure>)
    }

    private let peer: PeerAddress
    private let capability: PairingCapability
    private let isKnown: Bool
    /// The device's addresses: a private one is followed by its identity.
    private var addresses: Set<PeerAddress>
    private var identity: PeerAddress?
    private var isCancelled = false
    private var isFinished = false

    /// Makes the pairing of a device as it was seen.
    ///
    /// - Parameters:
    ///   - peer: The address at which it was seen.
    ///   - capability: What the person at the gateway can do.
    ///   - isKnown: Whether there is a bond that is to be replaced.
    init(peer: PeerAddress, capability: PairingCapability, isKnown: Bool) {
        self.peer = peer
        self.capability = capability
        self.isKnown = isKnown
        addresses = [peer]
    }

    mutating func handle(_ event: Event) -> [Action] {
        if isFinished { return [] }
        switch event {
        // The kernel refuses to pair a device whose keys it has; on disk they stay until there are new ones.
        case .started: return [.perform(isKnown ? .unpair(peer) : .pair(peer, capability))]
        case .answered(.unpair, _):
            return isCancelled ? [.finish(.failure(.cancelled))] : [.perform(.pair(peer, capability))]
        case .answered(.pair, let error): return finish(error)
        // A reply fails when the device has given up meanwhile: the pairing's own answer says so.
        case .answered: return []
        case .told(let event): return told(event)
        case .entered(let passkey): return [.perform(.enterPasskey(current, passkey))]
        case .compared(let isSame): return [.perform(.confirm(current, isSame: isSame))]
        case .cancelled:
            isCancelled = true
            // Refused before the pairing has begun; its own answer ends it then.
            return [.perform(.cancelPairing(current))]
        }
    }

    /// The address by which the kernel calls the device now.
    private var current: PeerAddress { identity ?? peer }

    private mutating func told(_ event: ManagementEvent) -> [Action] {
        switch event {
        case .confirmationRequest(let from, let number, let isHint) where addresses.contains(from):
            // Without a number there is nothing to compare: that the person named this device is the confirmation.
            return isHint ? [.perform(.confirm(from, isSame: true))] : [.askToCompare(number)]
        case .passkeyRequest(let from) where addresses.contains(from): return [.askForPasskey]
        case .passkeyShown(let from, let passkey, let entered) where addresses.contains(from):
            return [.show(passkey: passkey, entered: entered)]
        case .newIdentityKey(let key, let privateAddress, _) where privateAddress == peer.address:
            addresses.insert(key.peer)
            identity = key.peer
        case .newLongTermKey(let key, isKept: true) where addresses.contains(key.peer): identity = key.peer
        default: break
        }
        return []
    }

    private mutating func finish(_ error: BlueZError?) -> [Action] {
        isFinished = true
        if let error { return [.finish(.failure(PairingFailure(error)))] }
        guard let identity else { return [.finish(.failure(.noBond))] }
        return [.finish(.success(identity))]
    }
}
