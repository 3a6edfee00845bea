import BlueZ

/// Nobody: an order says all there is to answer.
struct OrderedPerson: PairingPerson {
    let ordered: UInt32?

    /// With a passkey the device has to show one, or to be told it: nothing else would check it.
    var capability: PairingCapability { ordered == nil ? .none : .keyboardOnly }

    func passkey() async -> UInt32? { ordered }
    func isSame(_ number: UInt32) async -> Bool { false }
    func show(passkey: UInt32, entered: UInt8) async {}
}
