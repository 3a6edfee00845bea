/// What is wrong with a file of quirks.
public struct DeviceQuirkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable name of what went wrong.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// It is not JSON of the right form.
        case malformed = "quirks.malformed"
        /// A byte that is named is beyond the length, or a mask does not hold the value.
        case impossible = "quirks.impossible"
        /// A capture does not become what the file says.
        case unproven = "quirks.unproven"
    }

    /// What went wrong.
    public let code: Code
    /// Where: the key, or the id of the quirk.
    public let place: String

    init(_ code: Code, at place: String) {
        self.code = code
        self.place = place
    }

    /// The fault in one line.
    public var description: String { "\(code.rawValue): \(place)" }
}
