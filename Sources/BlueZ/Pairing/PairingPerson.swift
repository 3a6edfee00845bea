/// The person at the gateway during a pairing.
public protocol PairingPerson: Sendable {
    /// What the person can do.
    var capability: PairingCapability { get }

    /// Types the passkey that the device shows; nil when there is none.
    func passkey() async -> UInt32?

    /// Says whether the device shows this number, six digits.
    func isSame(_ number: UInt32) async -> Bool

    /// Is shown the passkey, six digits, that is to be typed at the device, and how many digits it has taken.
    func show(passkey: UInt32, entered: UInt8) async
}
