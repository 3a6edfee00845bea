/// One SQL statement with its parameters, to be sent in a pipeline.
public struct PostgresStatement: Sendable, Hashable {
    /// The statement, with `$1`, `$2` … where parameters go.
    public let sql: String
    /// The parameters, in order.
    public let parameters: [PostgresValue]

    /// Takes the statement as it is.
    public init(_ sql: String, _ parameters: [PostgresValue] = []) {
        self.sql = sql
        self.parameters = parameters
    }
}
