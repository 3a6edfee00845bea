/// Parts the server's bytes into messages (PostgreSQL manual, "Message Formats").
///
/// ```
/// +------+--------------------------+---------+
/// | type | length, itself included  | content |
/// | 1    | 4, big endian            | …       |
/// +------+--------------------------+---------+
/// ```
struct ServerMessages {
    struct Message {
        let bytes: [UInt8]

        /// NotificationResponse.
        var isNotification: Bool { bytes.first == UInt8(ascii: "A") }
    }

    private static let headerBytes = 5
    private var pending: [UInt8] = []

    /// Takes bytes; returns the messages that they complete.
    mutating func take(_ bytes: [UInt8]) -> [Message] {
        pending += bytes
        var messages: [Message] = []
        var start = 0
        while pending.count - start >= ServerMessages.headerBytes {
            let length = pending[(start + 1)..<(start + ServerMessages.headerBytes)].reduce(0) { $0 << 8 | Int($1) }
            let end = start + 1 + length
            guard end <= pending.count else { break }
            messages.append(Message(bytes: Array(pending[start..<end])))
            start = end
        }
        pending.removeFirst(start)
        return messages
    }
}
