import BlueZ

/// Where a device's ATT bearer is reached.
public enum BearerAddress: Sendable, Hashable, CustomStringConvertible {
    /// An AF_UNIX socket of type SOCK_SEQPACKET at this path.
    case unixSeqpacket(path: String)
    /// A paired device with this identity address, over the gateway's own adapter.
    case bluetooth(BluetoothAddress)

    /// The longest path that a `sockaddr_un` holds.
    static let longestPath = 107
    private static let unixPrefix = "unix:"
    private static let bluetoothPrefix = "bluetooth:"

    /// Reads the form of the configuration file, or nil when it is none.
    public init?(_ text: String) {
        if text.hasPrefix(Self.unixPrefix) {
            let path = String(text.dropFirst(Self.unixPrefix.count))
            guard !path.isEmpty, path.utf8.count <= Self.longestPath else { return nil }
            self = .unixSeqpacket(path: path)
        } else if text.hasPrefix(Self.bluetoothPrefix) {
            guard let address = BluetoothAddress(String(text.dropFirst(Self.bluetoothPrefix.count))) else {
                return nil
            }
            self = .bluetooth(address)
        } else {
            return nil
        }
    }

    /// The form of the configuration file.
    public var description: String {
        switch self {
        case .unixSeqpacket(let path): Self.unixPrefix + path
        case .bluetooth(let address): Self.bluetoothPrefix + address.description
        }
    }
}
