/// A device that was seen: where, how loud, and what it says of itself.
public struct Sighting: Hashable, Sendable {
    /// Its address: the identity when the kernel could resolve it.
    public var peer: PeerAddress
    /// The strength of its signal in dBm; nil when the adapter does not know.
    public var signal: Int8?
    /// What it advertised, in the form of Core Vol 3 Part C 11.
    public var advertisement: Advertisement

    /// The kernel's number for "not known".
    private static let unknownSignal: Int8 = 127

    /// Makes a sighting.
    public init(peer: PeerAddress, signal: Int8?, advertisement: Advertisement) {
        self.peer = peer
        self.signal = signal
        self.advertisement = advertisement
    }

    init(of peer: PeerAddress, reading cursor: inout ByteCursor) throws(PacketFault) {
        self.peer = peer
        let signal = Int8(bitPattern: try cursor.integer())
        self.signal = signal == Self.unknownSignal ? nil : signal
        _ = try cursor.integer(UInt32.self)
        advertisement = Advertisement(decoding: try cursor.counted())
    }
}
