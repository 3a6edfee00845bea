/// A command to the kernel's Bluetooth management (`doc/mgmt-protocol.rst` of BlueZ), as far as Hearth gives them.
public enum ManagementCommand: Hashable, Sendable {
    /// Asks which adapters there are; for no adapter.
    case readIndexList
    /// Asks what an adapter is and how it is set.
    case readInformation
    /// Turns the radio on or off.
    case setPowered(Bool)
    /// Allows new bonds or forbids them.
    case setBondable(Bool)
    /// Turns Low Energy on or off.
    case setLowEnergy(Bool)
    /// Turns classic Bluetooth on or off.
    case setClassic(Bool)
    /// Allows Secure Connections or forbids them.
    case setSecureConnections(Bool)
    /// Hides the adapter behind private addresses, made with this key; nil shows its own address.
    case setPrivacy(SecretKey?)
    /// Names the adapter.
    case setName(String)
    /// Says what a person at the gateway can do during a pairing.
    case setCapability(PairingCapability)
    /// Replaces all keys that encrypt links.
    case loadLongTermKeys([LongTermKey])
    /// Replaces all keys that resolve private addresses.
    case loadIdentityKeys([IdentityKey])
    /// Lets the kernel connect to a device whenever it shows up.
    case addDevice(PeerAddress)
    /// Lets the kernel tell whenever a device shows up, without connecting to it.
    case watchDevice(PeerAddress)
    /// Takes either back.
    case removeDevice(PeerAddress)
    /// Pairs with a device.
    case pair(PeerAddress, PairingCapability)
    /// Ends a pairing.
    case cancelPairing(PeerAddress)
    /// Forgets a device's keys and ends its connection.
    case unpair(PeerAddress)
    /// Ends a connection.
    case disconnect(PeerAddress)
    /// A person says whether the numbers are the same.
    case confirm(PeerAddress, isSame: Bool)
    /// A person gives the passkey that the device shows; nil gives none.
    case enterPasskey(PeerAddress, UInt32?)
    /// Looks for Low Energy devices.
    case startDiscovery
    /// Ends the looking.
    case stopDiscovery

    /// The index that stands for no adapter.
    public static let noIndex: UInt16 = 0xFFFF
    /// Public and random addresses of Low Energy, as bits.
    private static let lowEnergyAddresses: UInt8 = 1 << 1 | 1 << 2
    /// The kernel's actions for a device that shows up.
    private static let tell: UInt8 = 0
    private static let connect: UInt8 = 2

    /// The kernel's number of the command.
    public var opcode: UInt16 {
        switch self {
        case .readIndexList: 0x0003
        case .readInformation: 0x0004
        case .setPowered: 0x0005
        case .setBondable: 0x0009
        case .setLowEnergy: 0x000D
        case .setName: 0x000F
        case .loadLongTermKeys: 0x0013
        case .disconnect: 0x0014
        case .setCapability: 0x0018
        case .pair: 0x0019
        case .cancelPairing: 0x001A
        case .unpair: 0x001B
        case .confirm(_, let isSame): isSame ? 0x001C : 0x001D
        case .enterPasskey(_, let passkey): passkey == nil ? 0x001F : 0x001E
        case .startDiscovery: 0x0023
        case .stopDiscovery: 0x0024
        case .setClassic: 0x002A
        case .setSecureConnections: 0x002D
        case .setPrivacy: 0x002F
        case .loadIdentityKeys: 0x0030
        case .addDevice, .watchDevice: 0x0033
        case .removeDevice: 0x0034
        }
    }

    /// The packet: opcode, index, length of the parameters (u16 each, little-endian), parameters.
    func packet(index: UInt16) -> [UInt8] {
        var writer = ByteComposer()
        let parameters = parameters
        writer.add(opcode)
        writer.add(index)
        writer.add(UInt16(parameters.count))
        return writer.bytes + parameters
    }

    private var parameters: [UInt8] {
        var writer = ByteComposer()
        switch self {
        case .readIndexList, .readInformation: break
        case .setPowered(let isOn), .setBondable(let isOn), .setLowEnergy(let isOn), .setClassic(let isOn),
            .setSecureConnections(let isOn):
            writer.add(UInt8(isOn ? 1 : 0))
        case .setPrivacy(let key):
            writer.add(UInt8(key == nil ? 0 : 1))
            writer.add(key?.octets ?? [UInt8](repeating: 0, count: SecretKey.octetCount))
        case .setName(let name):
            writer.add(text: name, length: AdapterInformation.nameBytes)
            writer.add(text: "", length: AdapterInformation.shortNameBytes)
        case .setCapability(let capability): writer.add(capability.rawValue)
        case .loadLongTermKeys(let keys):
            writer.add(UInt16(keys.count))
            for key in keys { writer.add(key) }
        case .loadIdentityKeys(let keys):
            writer.add(UInt16(keys.count))
            for key in keys { writer.add(key) }
        case .addDevice(let peer):
            writer.add(peer)
            writer.add(Self.connect)
        case .watchDevice(let peer):
            writer.add(peer)
            writer.add(Self.tell)
        case .pair(let peer, let capability):
            writer.add(peer)
            writer.add(capability.rawValue)
        case .unpair(let peer):
            writer.add(peer)
            writer.add(UInt8(1))
        case .removeDevice(let peer), .cancelPairing(let peer), .disconnect(let peer), .confirm(let peer, _):
            writer.add(peer)
        case .enterPasskey(let peer, let passkey):
            writer.add(peer)
            if let passkey { writer.add(passkey) }
        case .startDiscovery, .stopDiscovery: writer.add(Self.lowEnergyAddresses)
        }
        return writer.bytes
    }
}
