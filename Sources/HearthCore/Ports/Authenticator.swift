/// Turns a bearer token into whom it stands for.
public protocol Authenticator: Sendable {
    /// Whom the token stands for; the comparison takes the same time for every wrong secret.
    ///
    /// - Throws: `CoreError.unauthenticated`, without saying why.
    func principal(for token: BearerToken) async throws(CoreError) -> Principal
}
