import BlueZ
import Testing

/// Addresses and keys that several tests use.
enum Samples {
    static let cuff = PeerAddress(address("F0:F1:F2:F3:F4:00"), .randomAddress)
    static let scale = PeerAddress(address("A0:01:02:03:04:05"), .publicAddress)

    static func address(_ text: String) -> BluetoothAddress { BluetoothAddress(text) ?? .any }

    static func secret(_ octet: UInt8) -> SecretKey {
        guard let key = SecretKey(octets: [UInt8](repeating: octet, count: 16)) else {
            preconditionFailure("16 octets")
        }
        return key
    }

    static func key(
        of peer: PeerAddress = cuff,
        kind: LongTermKey.Kind = .unauthenticated,
        central: UInt8 = 0,
        octet: UInt8 = 0x55
    ) -> LongTermKey {
        LongTermKey(
            peer: peer,
            kind: kind,
            central: central,
            sizeBytes: 16,
            diversifier: 0,
            random: 0,
            value: secret(octet)
        )
    }

    static func information(
        supported: AdapterSettings = [.powered, .bondable, .lowEnergy, .secureConnections, .classic],
        current: AdapterSettings = [],
        name: String = ""
    ) -> AdapterInformation {
        AdapterInformation(address: address("C0:FF:EE:00:00:01"), supported: supported, current: current, name: name)
    }
}
