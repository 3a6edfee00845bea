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
        let lines = recording.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard let pdu = RecordedPDU(words: words) else {
                throw .recording(line: index + 1, expected: "TIME DEVICE CHARACTERISTIC HEX")
            }
            pdus.append(pdu)
        }
        return pdus
    }

    private init?(words: [Substring]) {
        guard words.count == 4, let receivedAt = Instant(String(words[0])),
            let uuid = RecordedPDU.bytes(hexadecimal: words[2]), uuid.count == 2,
            let value = RecordedPDU.bytes(hexadecimal: words[3])
        else { return nil }
        self.receivedAt = receivedAt
        device = words[1].uppercased()
        characteristic = UInt16(uuid[0]) << 8 | UInt16(uuid[1])
        self.value = value
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue).map(UInt8.init)
        guard !digits.isEmpty, digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
