/// The checksum by which a continuous glucose monitor secures its values, E2E-CRC (Continuous Glucose Monitoring
/// Service 1.0.2, 3.11).
///
/// CRC-16 with the polynomial D16 + D12 + D5 + 1 and the seed 0xFFFF, least significant bit first (known as MCRF4XX),
/// over all bytes before it; on the wire little-endian.
enum E2EChecksum {
    static let byteCount = 2
    private static let reversedPolynomial: UInt16 = 0x8408

    static func checksum(of bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0xFFFF) { sum, byte in
            (0..<8).reduce(sum ^ UInt16(byte)) { sum, _ in
                sum & 1 == 1 ? sum >> 1 ^ reversedPolynomial : sum >> 1
            }
        }
    }
}

extension ByteReader {
    /// Ends the reading of a value that may have a checksum: whether it has one, its length tells.
    ///
    /// - Returns: Whether there is a checksum; it is right.
    /// - Throws: `GATTError.Code.checksumMismatch` at a wrong one, `GATTError.Code.truncated` at half a one,
    ///   `GATTError.Code.trailingBytes` at the first byte too many.
    mutating func finishWithChecksum() throws(GATTError) -> Bool {
        guard remaining > 0 else { return false }
        let start = offset
        let expected = E2EChecksum.checksum(of: consumed)
        guard try uint16("E2E-CRC") == expected else {
            throw GATTError(.checksumMismatch, at: start, expected: "E2E-CRC")
        }
        try finish()
        return true
    }
}

extension ByteWriter {
    /// Writes the checksum of what has been written.
    mutating func checksum() {
        uint16(E2EChecksum.checksum(of: bytes))
    }
}
