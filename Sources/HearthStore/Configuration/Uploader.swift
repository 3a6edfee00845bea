import HearthCore

/// Who uploads: a gateway, by one of its tokens.
struct Uploader: Sendable, Hashable {
    let gateway: GatewayID
    /// Nil for what is uploaded in the gateway's name by the server's own commands.
    let credential: CredentialID?
}
