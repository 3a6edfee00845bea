import Foundation

/// Why a load could not be made.
struct LoadError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// The last system call's failure.
    static func last(_ call: String) -> LoadError { LoadError("\(call): \(String(cString: strerror(errno)))") }
}
