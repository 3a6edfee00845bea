/// What is wrong with a configuration: always the key, never the value (it may be a secret).
public enum SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file named on the command line cannot be read or is not YAML; the reason is the parser's.
    case unreadableFile(path: String, reason: String)
    /// A key that has no default is not set.
    case missing(key: String)
    /// A key is set to something that it cannot be; `expected` says what it can be.
    case malformed(key: String, expected: String)

    /// The file sets a key that the program does not know: a slip of the pen, which would leave a default in force.
    case unknown(key: String)

    /// Safe to show and to log.
    public var description: String {
        switch self {
        case .unreadableFile(let path, let reason): "settings.unreadable-file: \(path): \(reason)"
        case .missing(let key): "settings.missing: \(key) must be set"
        case .malformed(let key, let expected): "settings.malformed: \(key) must be \(expected)"
        case .unknown(let key): "settings.unknown: \(key) is no setting"
        }
    }
}
