/// All bonds of the gateway; a value, so that what changes can be decided without a file.
public struct BondBook: Hashable, Sendable {
    /// The most bonds that are kept: several times what a home has, and a bound on the file.
    public static let maximumBonds = 64

    /// The bonds, in the order in which they were made.
    public private(set) var bonds: [Bond]
    /// The key behind the gateway's own private addresses, by which devices know it; nil while it has used none.
    public var ownIdentityKey: SecretKey?

    /// Makes a book of these bonds.
    public init(_ bonds: [Bond] = [], ownIdentityKey: SecretKey? = nil) {
        self.bonds = bonds
        self.ownIdentityKey = ownIdentityKey
    }

    /// The bond with a device; nil when there is none.
    public func bond(with address: BluetoothAddress) -> Bond? { bonds.first { $0.peer.address == address } }

    /// True when it has no room for one more device.
    public var isFull: Bool { bonds.count >= Self.maximumBonds }

    /// Removes the bond with a device, at a person's word alone.
    ///
    /// - Parameter address: The device's address.
    /// - Returns: What was removed; nil when there was none.
    public mutating func forget(_ address: BluetoothAddress) -> Bond? {
        bonds.firstIndex { $0.peer.address == address }.map { bonds.remove(at: $0) }
    }

    /// Takes the keys that an event brings; true when something changed.
    ///
    /// Nothing is ever removed here: a failure of a link says nothing against a bond.
    public mutating func take(_ event: ManagementEvent) -> Bool {
        switch event {
        case .newLongTermKey(let key, isKept: true) where key.kind != .debug && key.peer.isIdentity:
            change(key.peer) { $0.take(key) }
        case .newIdentityKey(let key, _, isKept: true) where key.peer.isIdentity:
            change(key.peer) { $0.identityKey = key.value }
        default: false
        }
    }

    /// Notes what a device calls itself; true when something changed.
    public mutating func name(_ peer: PeerAddress, _ name: String) -> Bool {
        guard bond(with: peer.address) != nil else { return false }
        return change(peer) { $0.name = name }
    }

    /// Notes whether a device still has its keys; true when something changed.
    public mutating func mark(_ address: BluetoothAddress, isLost: Bool) -> Bool {
        guard let bond = bond(with: address) else { return false }
        return change(bond.peer) { $0.isLost = isLost }
    }

    private mutating func change(_ peer: PeerAddress, _ body: (inout Bond) -> Void) -> Bool {
        if let place = bonds.firstIndex(where: { $0.peer == peer }) {
            let before = bonds[place]
            body(&bonds[place])
            return bonds[place] != before
        }
        guard !isFull else { return false }
        var bond = Bond(peer: peer)
        body(&bond)
        bonds.append(bond)
        return true
    }
}
