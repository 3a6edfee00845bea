/// Which process is killed, and at which moment.
enum CrashKind: String, CaseIterable {
    /// The gateway, after a device has sent an indication: before, while or just after it is put on disk.
    case gatewayBeforeConfirmation = "gateway between indication and confirmation"
    /// The gateway, when a device has got the confirmation.
    case gatewayBeforeUpload = "gateway between confirmation and upload"
    /// The gateway, when the server has answered: before or just after it knows.
    case gatewayBeforeDeletion = "gateway between answer and deletion"
    /// A server, at a random moment after a request has reached one.
    case server = "server"
    /// The database's server, at a random moment after a request has reached Hearth's.
    case postgres = "PostgreSQL"
}
