/// What `hearth demo` was asked for.
public struct DemoOptions: Sendable {
    /// How long it runs; nil runs until it is told to stop.
    public var seconds: Int?
    /// Whether the last line of standard output is one JSON object.
    public var isJSON: Bool
    /// The port of the API; 0 lets the kernel choose.
    public var port: UInt16
    /// The folder with the schema's migrations.
    public var migrations: String

    /// Makes options.
    public init(seconds: Int?, isJSON: Bool, port: UInt16, migrations: String) {
        self.seconds = seconds
        self.isJSON = isJSON
        self.port = port
        self.migrations = migrations
    }
}
