/// One event of a `text/event-stream`, as the WHATWG HTML standard (section 9.2) frames it.
public struct ServerSentEvent: Sendable, Equatable {
    /// What the client sends back as `Last-Event-ID` when it reconnects.
    public var id: String?
    /// The event's type.
    public var event: String?
    /// The data; several lines are allowed.
    public var data: String

    /// Makes an event.
    public init(id: String? = nil, event: String? = nil, data: String) {
        self.id = id
        self.event = event
        self.data = data
    }

    /// A comment that clients ignore; it keeps the connection known to be alive.
    public static let heartbeat = Array(":\n\n".utf8)

    /// Tells the client how long to wait before it reconnects.
    public static func retry(milliseconds: Int) -> [UInt8] { Array("retry: \(milliseconds)\n\n".utf8) }

    /// Tells the client which `Last-Event-ID` to reconnect with before the first event has come.
    ///
    /// A block without data sets the last event id and dispatches nothing.
    public static func place(_ sequence: Int64) -> [UInt8] { Array("id: \(sequence)\n\n".utf8) }

    /// The bytes on the wire.
    ///
    /// Line ends in `id` and `event`, and NUL in `id`, cannot be framed and are left out.
    public var bytes: [UInt8] {
        var text = ""
        if let id { text += "id: \(id.filter { !$0.isNewline && $0 != "\0" })\n" }
        if let event { text += "event: \(event.filter { !$0.isNewline })\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: Self.endsLine) {
            text += "data: \(line)\n"
        }
        return Array("\(text)\n".utf8)
    }

    /// CR LF is one `Character` in Swift.
    private static func endsLine(_ character: Character) -> Bool {
        character == "\n" || character == "\r" || character == "\r\n"
    }
}
