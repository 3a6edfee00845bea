/// What a person at the gateway can do during a pairing; the numbers are the kernel's (Core Vol 3 Part H 2.3.2).
public enum PairingCapability: UInt8, Sendable, CaseIterable {
    /// Can be shown a passkey.
    case displayOnly = 0
    /// Can be shown a number and say whether it is the same.
    case displayAndYesNo = 1
    /// Can type a passkey.
    case keyboardOnly = 2
    /// Nobody is there: pairing works without a person, or not at all.
    case none = 3
    /// Can do all of it.
    case keyboardAndDisplay = 4
}
