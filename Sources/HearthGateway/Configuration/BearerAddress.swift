/// Where a device's ATT bearer is reached.
public enum BearerAddress: Sendable, Equatable, CustomStringConvertible {
    /// An AF_UNIX socket of type SOCK_SEQPACKET at this path.
    case unixSeqpacket(path: String)

    /// The longest path that a `sockaddr_un` holds.
    static let longestPath = 107

    /// Reads the form of the configuration file, or nil when it is none.
    public init?(_ text: String) {
        let prefix = "unix:"
        guard text.hasPrefix(prefix) else { return nil }
        let path = String(text.dropFirst(prefix.count))
        guard !path.isEmpty, path.utf8.count <= BearerAddress.longestPath else { return nil }
        self = .unixSeqpacket(path: path)
    }

    /// The form of the configuration file.
    public var description: String {
        switch self {
        case .unixSeqpacket(let path): "unix:\(path)"
        }
    }
}
