import Vitals

/// One line of a recording: what a device sent, and when it was received.
struct RecordedPDU: Equatable {
    var receivedAt: Instant
    var device: String
    var characteristic: UInt16
    var value: [UInt8]

    /// Reads a whole recording; blank lines and lines that start with # are passed over.
    ///
    /// - Throws: `GatewayError.recording`, which names the line.
    static func all(in recording: String) throws(GatewayError) -> [RecordedPDU] {
        var pdus: [RecordedPDU] = []
        for (index, line) in recording.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard let pdu = RecordedPDU(words: words) else {
                throw .recording(line: index + 1, expected: "TIME DEVICE CHARACTERISTIC HEX")
            }
            pdus.append(pdu)
        }
        return pdus
    }

    private init?(words: [Substring]) {
        guard words.count == 4, let receivedAt = Instant(words[0]), words[2].utf8.count == 4,
            let characteristic = UInt16(words[2], radix: 16), let value = RecordedPDU.bytes(hexadecimal: words[3])
        else { return nil }
        self.receivedAt = receivedAt
        device = words[1].uppercased()
        self.characteristic = characteristic
        self.value = value
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue).map(UInt8.init)
        guard !digits.isEmpty, digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
