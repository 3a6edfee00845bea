/// What a NOTIFY said.
public struct PostgresNotification: Sendable, Hashable {
    /// The channel.
    public let channel: String
    /// The payload; empty when the NOTIFY had none.
    public let payload: String

    /// Takes channel and payload as they are.
    public init(channel: String, payload: String) {
        self.channel = channel
        self.payload = payload
    }
}
