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
        /// Two entries have the same id, or are about the same name.
        case repeated = "quirks.repeated"
    }

    /// What went wrong.
    public let code: Code
    /// Where: the file, the JSON pointer, or the id of the quirk; nil for the whole file.
    public let place: String?
    /// What is wrong there, in a few words.
    public let reason: String

    init(_ code: Code, at place: String? = nil, _ reason: String) {
        self.code = code
        self.place = place
        self.reason = reason
    }

    /// The same fault, said of the file in which it is.
    func inside(_ file: String) -> DeviceQuirkError {
        DeviceQuirkError(code, at: place.map { "\(file): \($0)" } ?? file, reason)
    }

    /// The fault in one line.
    public var description: String { "\(code.rawValue): \(place.map { "\($0): " } ?? "")\(reason)" }
}
