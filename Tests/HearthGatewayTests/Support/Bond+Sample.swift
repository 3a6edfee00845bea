import BlueZ
import Testing

extension Bond {
    /// A bond with one key, with a device whose address is random.
    static func sample(of address: String, isLost: Bool = false) throws -> Bond {
        let peer = PeerAddress(try #require(BluetoothAddress(address)), .randomAddress)
        let key = LongTermKey(
            peer: peer,
            kind: .unauthenticated,
            central: 1,
            sizeBytes: 16,
            diversifier: 0,
            random: 0,
            value: try #require(SecretKey(octets: [UInt8](repeating: 7, count: 16)))
        )
        return Bond(peer: peer, longTermKeys: [key], isLost: isLost)
    }
}
