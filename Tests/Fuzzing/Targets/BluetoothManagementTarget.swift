import ATT

@testable import BlueZ

/// Packets of the kernel's Bluetooth management, with what strangers advertise in them.
///
/// The input is a conversation: a byte with a length, then a packet of that many bytes, and so on; a length of 255 is
/// all the rest. All of them together tell of one device.
enum BluetoothManagementTarget {
    static func check(_ input: [UInt8]) throws(BrokenProperty) {
        try checkAdvertisement(input)
        if let information = try? AdapterInformation(decoding: input) {
            try hold(information.name.utf8.count <= 3 * AdapterInformation.nameBytes, "a name is longer than its field")
        }
        var seen = Advertisement()
        var rest = input[...]
        while let length = rest.popFirst() {
            let bytes = Array(length == .max ? rest : rest.prefix(Int(length)))
            rest = rest.dropFirst(bytes.count)
            if let sighting = try checkPacket(bytes) { seen.merge(sighting.advertisement) }
        }
        try hold(seen.services.count <= Advertisement.maximumServices, "a device has more services than are kept")
    }

    /// A packet that is read has the length that it announces, and its keys are written as they came.
    private static func checkPacket(_ bytes: [UInt8]) throws(BrokenProperty) -> Sighting? {
        let packet: ManagementPacket
        do throws(PacketFault) {
            packet = try ManagementPacket(decoding: bytes)
        } catch {
            try hold((0...bytes.count).contains(error.byte), "an error names a byte outside")
            return nil
        }
        let parameters = Array(bytes.dropFirst(ManagementPacket.headerBytes))
        var composer = ByteComposer()
        switch packet.event {
        case .commandComplete(_, _, let rest): try hold(rest.count + 3 <= parameters.count, "an answer grows")
        case .newLongTermKey(let key, _):
            composer.add(key)
            try hold(parameters.dropFirst().starts(with: composer.bytes), "a key changes when it is written")
        case .newIdentityKey(let key, _, _):
            composer.add(key)
            try hold(parameters.dropFirst(7).starts(with: composer.bytes), "a key changes when it is written")
        case .deviceFound(let sighting): return sighting
        default: break
        }
        return nil
    }

    /// A cut takes something away and adds nothing, and no control character gets to a terminal.
    private static func checkAdvertisement(_ bytes: [UInt8]) throws(BrokenProperty) {
        let whole = Advertisement(decoding: bytes)
        try hold(whole.services.count <= Advertisement.maximumServices, "more services are kept than the limit")
        let isShown = whole.name?.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } ?? true
        try hold(isShown, "a control character is in the name")
        for count in [bytes.count / 2, max(0, bytes.count - 1)] {
            let cut = Advertisement(decoding: Array(bytes.prefix(count)))
            try hold(cut.services.isSubset(of: whole.services), "a cut adds a service")
        }
    }
}
