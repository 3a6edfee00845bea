/// Reads the little-endian fields of a management packet, one after the other.
struct ByteCursor {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes have not been read.
    var remaining: Int { bytes.count - position }

    mutating func take(_ count: Int) throws(PacketFault) -> ArraySlice<UInt8> {
        guard count <= remaining else { throw PacketFault(byte: position, expected: "\(count) more bytes") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(
        _ type: Integer.Type = Integer.self
    ) throws(PacketFault) -> Integer {
        try take(MemoryLayout<Integer>.size).reversed().reduce(0) { $0 << 8 | Integer($1) }
    }

    mutating func flag() throws(PacketFault) -> Bool { try integer(UInt8.self) != 0 }

    mutating func address() throws(PacketFault) -> BluetoothAddress {
        // Six bytes always make an address.
        BluetoothAddress(littleEndian: try take(BluetoothAddress.octetCount)) ?? .any
    }

    mutating func peer() throws(PacketFault) -> PeerAddress {
        let address = try address()
        guard let kind = PeerAddress.Kind(rawValue: try integer()) else {
            throw PacketFault(byte: position - 1, expected: "an address of Low Energy")
        }
        return PeerAddress(address, kind)
    }

    mutating func key() throws(PacketFault) -> SecretKey {
        guard let key = SecretKey(octets: try take(SecretKey.octetCount)) else {
            throw PacketFault(byte: position, expected: "a key")
        }
        return key
    }

    /// Bytes with their count before them.
    mutating func counted() throws(PacketFault) -> [UInt8] { Array(try take(Int(try integer(UInt16.self)))) }

    /// A text in a field of fixed length, up to its NUL.
    mutating func text(_ length: Int) throws(PacketFault) -> String {
        String(decoding: try take(length).prefix { $0 != 0 }, as: UTF8.self)
    }
}
