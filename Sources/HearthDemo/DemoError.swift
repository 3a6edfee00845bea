/// What keeps the demo from running; safe to show.
public enum DemoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The live stream could not be opened.
    case stream
    /// The folder with the migrations is not there.
    case migrations(path: String)

    /// Code and message.
    public var description: String {
        switch self {
        case .stream: "demo.stream: the on-call stream cannot be opened"
        case .migrations(let path): "demo.migrations: no migrations in \(path)"
        }
    }
}
