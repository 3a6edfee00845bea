import Vitals

/// When the gateway's token is to be renewed.
struct CredentialAge: Sendable, Equatable {
    /// How old a token may become.
    var renewal: Duration
    /// The share of it at which this gateway renews, so that those that were enrolled on one day do not come at once.
    var share: Double

    /// The shares of which a gateway takes one by chance.
    static let shares = 0.8...1.0

    /// Whether a token is to be renewed.
    ///
    /// - Parameters:
    ///   - writtenAt: When it was kept.
    ///   - now: The time; before `writtenAt` one of the two was wrong, and nobody knows how old the token is.
    /// - Returns: True when it is old enough, or may be.
    func isDue(writtenAt: Instant, now: Instant) -> Bool {
        let age = now.milliseconds(since: writtenAt)
        return age < 0 || Double(age) >= renewal / .milliseconds(1) * share
    }
}
