/// How the gateway wants its adapter to be.
public struct AdapterPlan: Hashable, Sendable {
    /// Which adapter.
    public var choice: AdapterChoice
    /// How it is called; devices with a display show it.
    public var name: String
    /// What it is used for.
    public var purpose: AdapterPurpose
    /// The devices whose keys the kernel is given and to which it connects.
    public var book: BondBook

    /// Makes a plan.
    public init(choice: AdapterChoice, name: String, purpose: AdapterPurpose, book: BondBook) {
        self.choice = choice
        self.name = name
        self.purpose = purpose
        self.book = book
    }

    /// What an adapter must be set to for the gateway to work.
    var needed: AdapterSettings { purpose == .pairing ? [.powered, .lowEnergy, .bondable] : [.powered, .lowEnergy] }

    /// The devices that the kernel connects to by itself.
    var connected: [PeerAddress] { purpose == .reading ? book.bonds.filter { !$0.isLost }.map(\.peer) : [] }

    /// The devices that the kernel may still connect to because a gateway that was stopped or killed told it so: nobody
    /// would read them, and the kernel makes one connection at a time.
    var leftAlone: [PeerAddress] { purpose == .pairing ? book.bonds.map(\.peer) : [] }

    /// What is to be done with an adapter that is set like this, in this order.
    ///
    /// Some settings can only be changed while the radio is off.
    func steps(for information: AdapterInformation) -> [AdapterStep] {
        let current = information.current
        var steps: [AdapterStep] = []
        let mustLeaveClassic = current.contains(.classic)
        let mustLeavePrivacy = current.contains(.privacy)
        let mustBeOff = mustLeaveClassic || mustLeavePrivacy
        if mustBeOff, current.contains(.powered) { steps.append(AdapterStep(.setPowered(false))) }
        if !current.contains(.lowEnergy) { steps.append(AdapterStep(.setLowEnergy(true))) }
        if mustLeaveClassic { steps.append(AdapterStep(.setClassic(false), isNeeded: false)) }
        let isBondable = purpose == .pairing
        if current.contains(.bondable) != isBondable { steps.append(AdapterStep(.setBondable(isBondable))) }
        if information.supported.contains(.secureConnections), !current.contains(.secureConnections) {
            steps.append(AdapterStep(.setSecureConnections(true), isNeeded: false))
        }
        if mustLeavePrivacy { steps.append(AdapterStep(.leavePrivacy)) }
        if information.name != name { steps.append(AdapterStep(.setName(name), isNeeded: false)) }
        steps.append(AdapterStep(.setCapability(.none)))
        let identities = book.bonds.compactMap { bond in
            bond.identityKey.map { IdentityKey(peer: bond.peer, value: $0) }
        }
        steps.append(AdapterStep(.loadIdentityKeys(identities)))
        steps.append(AdapterStep(.loadLongTermKeys(book.bonds.flatMap(\.longTermKeys))))
        if mustBeOff || !current.contains(.powered) { steps.append(AdapterStep(.setPowered(true))) }
        steps += leftAlone.map { AdapterStep(.removeDevice($0), isNeeded: false) }
        steps += connected.map { AdapterStep(.addDevice($0), isNeeded: false) }
        return steps
    }
}
