/// A device near a modelled adapter, as far as the kernel tells of it.
public struct ModelledDevice: Sendable {
    /// Six octets, the least significant first, then the kind: 1 public, 2 random.
    public var address: [UInt8]
    /// What it calls itself.
    public var name: String
    /// The 16-bit service that it announces.
    public var service: UInt16
    /// The passkey that it shows; nil when it pairs without.
    public var passkey: UInt32?

    /// Makes a device.
    ///
    /// - Parameters:
    ///   - octets: The address as it is printed, in hexadecimal without colons.
    ///   - kind: 1 public, 2 random.
    ///   - name: What it calls itself.
    ///   - service: What it announces.
    ///   - passkey: The passkey that it shows.
    public init(
        _ octets: UInt64,
        kind: UInt8 = 2,
        name: String,
        service: UInt16 = 0x1810,
        passkey: UInt32? = nil
    ) {
        address = (0..<6).map { UInt8(truncatingIfNeeded: octets >> ($0 * 8)) } + [kind]
        self.name = name
        self.service = service
        self.passkey = passkey
    }

    /// The event Device Found.
    var found: [UInt8] {
        let services: [UInt8] = [3, 3] + ScriptedKernel.little(service)
        let advertisement = services + [UInt8(1 + name.utf8.count), 9] + Array(name.utf8)
        let signal = UInt8(bitPattern: -60)
        return address + [signal, 0, 0, 0, 0] + ScriptedKernel.little(UInt16(advertisement.count)) + advertisement
    }

    /// The event New Long Term Key, with a key of Secure Connections.
    func key(_ octet: UInt8) -> [UInt8] {
        let kind: UInt8 = passkey == nil ? 2 : 3
        return [1] + address + [kind, 0, 16] + [UInt8](repeating: 0, count: 10) + [UInt8](repeating: octet, count: 16)
    }
}
