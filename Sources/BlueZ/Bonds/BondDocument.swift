/// The form of the bonds on disk: JSON with a version.
struct BondDocument: Codable {
    /// The form that this version writes, and the only one it reads.
    static let currentVersion = 1

    var version: Int
    var bonds: [Entry]
    /// Left out while the gateway has used no private addresses.
    var ownIdentityKey: SecretKey?

    struct Entry: Codable {
        var address: String
        var kind: PeerAddress.Kind
        var name: String?
        var longTermKeys: [Key]
        var identityKey: SecretKey?
        /// Left out while the bond works.
        var isLost: Bool?
    }

    struct Key: Codable {
        var kind: LongTermKey.Kind
        var central: UInt8
        var sizeBytes: UInt8
        var diversifier: UInt16
        var random: UInt64
        var value: SecretKey
    }

    init(_ book: BondBook) {
        version = Self.currentVersion
        ownIdentityKey = book.ownIdentityKey
        bonds = book.bonds.map { bond in
            Entry(
                address: bond.peer.address.description,
                kind: bond.peer.kind,
                name: bond.name,
                longTermKeys: bond.longTermKeys.map {
                    Key(
                        kind: $0.kind,
                        central: $0.central,
                        sizeBytes: $0.sizeBytes,
                        diversifier: $0.diversifier,
                        random: $0.random,
                        value: $0.value
                    )
                },
                identityKey: bond.identityKey,
                isLost: bond.isLost ? true : nil
            )
        }
    }

    /// The bonds; a private address or a size that the kernel would refuse is an error, since it refuses all keys then.
    func book() throws(BlueZError) -> BondBook {
        guard version == Self.currentVersion else { throw .bondFile("version \(version) is not known") }
        var made: [Bond] = []
        for entry in bonds {
            guard let address = BluetoothAddress(entry.address) else { throw .bondFile("an address is malformed") }
            let peer = PeerAddress(address, entry.kind)
            guard peer.isIdentity else { throw .bondFile("an address is private and changes") }
            guard entry.longTermKeys.allSatisfy({ (7...16).contains($0.sizeBytes) && $0.central <= 1 }) else {
                throw .bondFile("a key has a size that is not 7 to 16 bytes")
            }
            let keys = entry.longTermKeys.map { key in
                LongTermKey(
                    peer: peer,
                    kind: key.kind,
                    central: key.central,
                    sizeBytes: key.sizeBytes,
                    diversifier: key.diversifier,
                    random: key.random,
                    value: key.value
                )
            }
            made.append(
                Bond(
                    peer: peer,
                    name: entry.name,
                    longTermKeys: keys,
                    identityKey: entry.identityKey,
                    isLost: entry.isLost ?? false
                )
            )
        }
        return BondBook(made, ownIdentityKey: ownIdentityKey)
    }
}
