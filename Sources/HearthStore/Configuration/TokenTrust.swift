/// How long a token that was looked up is relied on, whatever is heard of it or not.
struct TokenTrust: Sendable {
    /// How long the database's word on a stamp is relied on: three times the interval at which it is asked.
    var limit: Duration = .seconds(3)
    /// How often the database is asked for the stamps of what is in memory.
    var interval: Duration = .seconds(1)
}
