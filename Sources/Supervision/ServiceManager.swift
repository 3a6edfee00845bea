import Foundation

/// The service manager that started this program and wants to hear how it is: systemd, by sd_notify(3).
///
/// A datagram that cannot be sent is not sent again: the manager acts on what it does not hear.
public struct ServiceManager: Sendable {
    /// What it is told; the texts are those of sd_notify(3).
    public enum State: Sendable, Equatable, CustomStringConvertible {
        /// The program does its work from now on.
        case ready
        /// The program is alive.
        case alive
        /// The program ends.
        case stopping
        /// One line for `systemctl status`.
        case status(String)

        /// The line of the datagram.
        public var description: String {
            switch self {
            case .ready: "READY=1"
            case .alive: "WATCHDOG=1"
            case .stopping: "STOPPING=1"
            case .status(let text): "STATUS=" + text.replacing("\n", with: " ")
            }
        }
    }

    /// Without a word for this long the manager kills the program; nil when it does not watch.
    public let watchdogTimeout: Duration?
    private let path: [UInt8]

    /// Takes what the manager has put into the environment: NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
    ///
    /// - Returns: nil when nobody wants to hear anything, or the socket's name is not one.
    public init?(environment: [String: String], processIdentifier: Int32 = getpid()) {
        guard let name = environment["NOTIFY_SOCKET"], name.hasPrefix("/") || name.hasPrefix("@"),
            name.utf8.count > 1, name.utf8.count < Self.pathBytes
        else { return nil }
        // An abstract name begins with a zero byte.
        path = name.hasPrefix("@") ? [0] + name.utf8.dropFirst() : Array(name.utf8)
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(processIdentifier) } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogTimeout = isForUs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// Tells the manager; it never waits.
    public func tell(_ states: State...) {
        let text = states.map(\.description).joined(separator: "\n")
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let bytes = Array(text.utf8)
        _ = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(
                    descriptor,
                    bytes,
                    bytes.count,
                    Int32(MSG_DONTWAIT | MSG_NOSIGNAL),
                    address,
                    length
                )
            }
        }
    }

    /// The room for a name in a `sockaddr_un`.
    private static let pathBytes = 108
}
