import ATT

/// What a client wrote into a configuration descriptor (Core Vol 3 Part G 3.3.3.3).
struct Subscription: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let notifications = Subscription(rawValue: 0x01)
    static let indications = Subscription(rawValue: 0x02)

    /// What the characteristic can be asked for.
    init(allowedBy properties: CharacteristicProperties) {
        self = []
        if properties.contains(.notify) { insert(.notifications) }
        if properties.contains(.indicate) { insert(.indications) }
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }
}
