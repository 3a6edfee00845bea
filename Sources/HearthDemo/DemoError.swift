/// What keeps the demo from running; safe to show.
public enum DemoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The live stream could not be opened.
    case stream
    /// A gateway ended although nobody told it to; the text is its error.
    case gateway(String)
    /// The folder with the migrations is not there.
    case migrations(path: String)

    /// Code and message.
    public var description: String {
        switch self {
        case .stream: "demo.stream: the on-call stream cannot be opened"
        case .gateway(let reason): "demo.gateway: a gateway ended: \(reason)"
        case .migrations(let path): "demo.migrations: no migrations in \(path); set migrations.directory"
        }
    }
}
