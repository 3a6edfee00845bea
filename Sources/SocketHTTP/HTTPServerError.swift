import Foundation

/// Why the server could not start.
public enum HTTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The configured host is not a numeric IPv4 or IPv6 address.
    case invalidHost
    /// A system call failed; `call` is its name and `errno` its error number.
    case system(call: String, errno: Int32)
    /// The server runs already, or has been shut down.
    case alreadyStarted

    /// Safe to log.
    public var description: String {
        switch self {
        case .invalidHost: "http-server.invalid-host: not a numeric IPv4 or IPv6 address"
        case .system(let call, let number): "http-server.system: \(call): \(String(cString: strerror(number)))"
        case .alreadyStarted: "http-server.already-started"
        }
    }

    static func last(_ call: String) -> HTTPServerError { .system(call: call, errno: errno) }
}
