/// Writes the little-endian fields of a management packet, one after the other.
struct ByteComposer {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ value: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func add(_ more: [UInt8]) { bytes += more }

    mutating func add(_ peer: PeerAddress) {
        bytes += peer.address.littleEndian
        bytes.append(peer.kind.rawValue)
    }

    mutating func add(_ key: LongTermKey) {
        add(key.peer)
        add(key.kind.rawValue)
        add(key.central)
        add(key.sizeBytes)
        add(key.diversifier)
        add(key.random)
        add(key.value.octets)
    }

    mutating func add(_ key: IdentityKey) {
        add(key.peer)
        add(key.value.octets)
    }

    /// A text in a field of fixed length, cut so that its NUL has room.
    mutating func add(text: String, length: Int) {
        let kept = text.utf8.prefix(length - 1)
        bytes += kept
        bytes += [UInt8](repeating: 0, count: length - kept.count)
    }
}
