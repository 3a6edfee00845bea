/// Whether requests can be served.
public protocol Readiness: Sendable {
    /// Returns when the database answers and its schema is the one that this server was built for.
    func check() async throws(CoreError)
}
