/// Why nothing more can be written to a stream.
public enum StreamError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The client went away, or took nothing for too long, or the server has stopped.
    case disconnected

    /// Safe to log.
    public var description: String { "http-stream.disconnected" }
}
