/// A numeric IP address and a TCP port.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address in its usual text form, for example `127.0.0.1` or `::1`.
    public let host: String
    /// The port in host byte order.
    public let port: UInt16

    /// Makes an address; `host` is checked only when it is bound.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Stands for a peer that the kernel did not name.
    public static let unknown = SocketAddress(host: "0.0.0.0", port: 0)

    /// `host:port`, with an IPv6 host in brackets, as in a URL.
    public var description: String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
