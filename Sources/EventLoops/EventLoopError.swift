import Foundation

/// What can go wrong in an event loop: only what the kernel refuses.
public enum EventLoopError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A system call failed; `call` is its name and `errno` its error number.
    case system(call: String, errno: Int32)

    /// Safe to log.
    public var description: String {
        switch self {
        case .system(let call, let number): "event-loop.system: \(call): \(String(cString: strerror(number)))"
        }
    }

    static func last(_ call: String) -> EventLoopError { .system(call: call, errno: errno) }
}
