/// How the gateway wants its adapter to be.
public struct AdapterPlan: Hashable, Sendable {
    /// Which adapter.
    public var choice: AdapterChoice
    /// How it is called; devices with a display show it.
    public var name: String
    /// What it is used for.
    public var purpose: AdapterPurpose
    /// Whether it hides behind private addresses.
    public var isPrivate: Bool
    /// The devices whose keys the kernel is given and to which it connects.
    public var book: BondBook
    /// Devices to which it does not connect, and of which it tells when they show up.
    public var watched: Set<PeerAddress> = []

    /// Makes a plan.
    public init(
        choice: AdapterChoice,
        name: String,
        purpose: AdapterPurpose,
        isPrivate: Bool = false,
        book: BondBook
    ) {
        self.choice = choice
        self.name = name
        self.purpose = purpose
        self.isPrivate = isPrivate
        self.book = book
    }

    /// What an adapter must be set to for the gateway to work.
    var needed: AdapterSettings { isPrivate ? [.powered, .lowEnergy, .privacy] : [.powered, .lowEnergy] }

    /// The devices that the kernel connects to by itself.
    var connected: [PeerAddress] { purpose == .reading ? book.bonds.filter { !$0.isLost }.map(\.peer) : [] }

    /// The devices that the kernel may still connect to because a gateway that was stopped or killed told it so: nobody
    /// would read them, and the kernel makes one connection at a time.
    var leftAlone: [PeerAddress] { purpose == .pairing ? book.bonds.map(\.peer) : [] }

    /// What the kernel does when a device shows up, one command for each device.
    var reactions: [PeerAddress: ManagementCommand] {
        var reactions: [PeerAddress: ManagementCommand] = [:]
        for peer in watched { reactions[peer] = .watchDevice(peer) }
        for peer in connected { reactions[peer] = .addDevice(peer) }
        return reactions
    }

    /// Replaces the kernel's keys by those of the book.
    var keys: [ManagementCommand] {
        let identities = book.bonds.compactMap { bond in
            bond.identityKey.map { IdentityKey(peer: bond.peer, value: $0) }
        }
        return [.loadIdentityKeys(identities), .loadLongTermKeys(book.bonds.flatMap(\.longTermKeys))]
    }

    /// What is to be done with an adapter that is set like this, in this order.
    ///
    /// Some settings can only be changed while the radio is off.
    func steps(for information: AdapterInformation) -> [AdapterStep] {
        let current = information.current
        var steps: [AdapterStep] = []
        let mustLeaveClassic = current.contains(.classic)
        // Set again when it is on already: nobody can tell with which key.
        let privacyKey = isPrivate ? book.ownIdentityKey : nil
        let mustSetPrivacy = privacyKey != nil || current.contains(.privacy)
        let mustBeOff = mustLeaveClassic || mustSetPrivacy
        if mustBeOff, current.contains(.powered) { steps.append(AdapterStep(.setPowered(false))) }
        if !current.contains(.lowEnergy) { steps.append(AdapterStep(.setLowEnergy(true))) }
        if mustLeaveClassic { steps.append(AdapterStep(.setClassic(false), isNeeded: false)) }
        if current.contains(.bondable) { steps.append(AdapterStep(.setBondable(false))) }
        if information.supported.contains(.secureConnections), !current.contains(.secureConnections) {
            steps.append(AdapterStep(.setSecureConnections(true), isNeeded: false))
        }
        if mustSetPrivacy { steps.append(AdapterStep(.setPrivacy(privacyKey))) }
        if information.name != name { steps.append(AdapterStep(.setName(name), isNeeded: false)) }
        steps.append(AdapterStep(.setCapability(.none)))
        steps += keys.map { AdapterStep($0) }
        if mustBeOff || !current.contains(.powered) { steps.append(AdapterStep(.setPowered(true))) }
        steps += leftAlone.map { AdapterStep(.removeDevice($0), isNeeded: false) }
        let reactions = reactions.sorted { $0.key.address.value < $1.key.address.value }
        steps += reactions.map { AdapterStep($0.value, isNeeded: false) }
        return steps
    }
}
