/// What the kernel's Bluetooth management tells, as far as Hearth listens; the rest is `other`.
///
/// A packet is a header of three u16 (code, index of the adapter, length of the parameters), then the parameters.
public enum ManagementEvent: Hashable, Sendable {
    /// A command was done, or was refused with a status and perhaps parameters.
    case commandComplete(opcode: UInt16, status: ManagementStatus, parameters: [UInt8])
    /// A command was refused.
    case commandStatus(opcode: UInt16, status: ManagementStatus)
    /// The adapter reports an error of its own.
    case controllerError(UInt8)
    /// An adapter came.
    case indexAdded
    /// An adapter went.
    case indexRemoved
    /// The settings of an adapter changed, by whomever.
    case newSettings(AdapterSettings)
    /// A pairing made a key; `isKept` is false when the device does not want to be bonded.
    case newLongTermKey(LongTermKey, isKept: Bool)
    /// A pairing brought the key behind a private address.
    case newIdentityKey(IdentityKey, privateAddress: BluetoothAddress, isKept: Bool)
    /// A link is up.
    case connected(PeerAddress)
    /// A link is down.
    case disconnected(PeerAddress, DisconnectReason)
    /// A device that showed up could not be connected to.
    case connectFailed(PeerAddress, ManagementStatus)
    /// Are the numbers the same? `isHint` means that there is no number and a yes is enough.
    case confirmationRequest(PeerAddress, number: UInt32, isHint: Bool)
    /// Which passkey does the device show?
    case passkeyRequest(PeerAddress)
    /// This passkey is to be typed at the device, which has taken so many digits.
    case passkeyShown(PeerAddress, passkey: UInt32, entered: UInt8)
    /// A pairing failed.
    case authenticationFailed(PeerAddress, ManagementStatus)
    /// A device was seen.
    case deviceFound(Sighting)
    /// Looking for devices began or ended.
    case discovering(Bool)
    /// Something that Hearth has no use for.
    case other(code: UInt16)

    /// Reads the parameters of an event.
    ///
    /// Bytes behind the known fields are left alone: a later kernel may add some.
    init(code: UInt16, parameters: [UInt8]) throws(PacketFault) {
        var cursor = ByteCursor(parameters)
        switch code {
        case 0x0001:
            let opcode: UInt16 = try cursor.integer()
            let status = ManagementStatus(rawValue: try cursor.integer())
            self = .commandComplete(
                opcode: opcode,
                status: status,
                parameters: Array(try cursor.take(cursor.remaining))
            )
        case 0x0002:
            self = .commandStatus(
                opcode: try cursor.integer(),
                status: ManagementStatus(rawValue: try cursor.integer())
            )
        case 0x0003: self = .controllerError(try cursor.integer())
        case 0x0004: self = .indexAdded
        case 0x0005: self = .indexRemoved
        case 0x0006: self = .newSettings(AdapterSettings(rawValue: try cursor.integer()))
        case 0x000A:
            let isKept = try cursor.flag()
            self = .newLongTermKey(try LongTermKey(reading: &cursor), isKept: isKept)
        case 0x0018:
            let isKept = try cursor.flag()
            let address = try cursor.address()
            let key = IdentityKey(peer: try cursor.peer(), value: try cursor.key())
            self = .newIdentityKey(key, privateAddress: address, isKept: isKept)
        case 0x0013:
            _ = try cursor.take(1)
            self = .discovering(try cursor.flag())
        case 0x000B...0x000D, 0x000F...0x0012, 0x0017:
            try self.init(ofPeer: code, &cursor)
        default: self = .other(code: code)
        }
    }

    /// Reads an event that begins with the address of a device; one of BR/EDR is none of Hearth's.
    private init(ofPeer code: UInt16, _ cursor: inout ByteCursor) throws(PacketFault) {
        let address = try cursor.address()
        guard let kind = PeerAddress.Kind(rawValue: try cursor.integer()) else {
            self = .other(code: code)
            return
        }
        let peer = PeerAddress(address, kind)
        switch code {
        case 0x000B:
            _ = try cursor.integer(UInt32.self)
            _ = try cursor.counted()
            self = .connected(peer)
        case 0x000C: self = .disconnected(peer, DisconnectReason(rawValue: try cursor.integer()) ?? .unknown)
        case 0x000D: self = .connectFailed(peer, ManagementStatus(rawValue: try cursor.integer()))
        case 0x000F:
            let isHint = try cursor.flag()
            self = .confirmationRequest(peer, number: try cursor.integer(), isHint: isHint)
        case 0x0010: self = .passkeyRequest(peer)
        case 0x0011: self = .authenticationFailed(peer, ManagementStatus(rawValue: try cursor.integer()))
        case 0x0012: self = .deviceFound(try Sighting(of: peer, reading: &cursor))
        case 0x0017: self = .passkeyShown(peer, passkey: try cursor.integer(), entered: try cursor.integer())
        default: self = .other(code: code)
        }
    }
}

extension LongTermKey {
    /// Reads the 36 bytes of a key.
    fileprivate init(reading cursor: inout ByteCursor) throws(PacketFault) {
        let peer = try cursor.peer()
        guard let kind = Kind(rawValue: try cursor.integer()) else {
            throw PacketFault(byte: cursor.position - 1, expected: "a known kind of key")
        }
        self.init(
            peer: peer,
            kind: kind,
            central: try cursor.integer(),
            sizeBytes: try cursor.integer(),
            diversifier: try cursor.integer(),
            random: try cursor.integer(),
            value: try cursor.key()
        )
    }
}
