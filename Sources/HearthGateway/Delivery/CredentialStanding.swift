import Synchronization

/// Whether the server is known to keep the token that the gateway has on disk.
final class CredentialStanding: Sendable {
    private let confirmed = Atomic(false)

    /// True after the server has said so, until something speaks against it.
    var isConfirmed: Bool { confirmed.load(ordering: .relaxed) }

    /// The server has said so.
    func confirm() { confirmed.store(true, ordering: .relaxed) }

    /// The token is another one now, or was refused.
    func doubt() { confirmed.store(false, ordering: .relaxed) }
}
