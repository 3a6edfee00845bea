/// One datagram from the kernel: an event and the adapter that it is about.
struct ManagementPacket: Hashable {
    /// Bytes of the header.
    static let headerBytes = 6
    /// The longest packet: the header and parameters whose length is a u16.
    static let maximumBytes = headerBytes + Int(UInt16.max)

    var index: UInt16
    var event: ManagementEvent

    init(decoding bytes: [UInt8]) throws(PacketFault) {
        var cursor = ByteCursor(bytes)
        let code: UInt16 = try cursor.integer()
        index = try cursor.integer()
        event = try ManagementEvent(code: code, parameters: try cursor.counted())
    }
}
