/// Who asks: every port takes it, for the tenant and for the audit log.
public struct Principal: Hashable, Sendable {
    /// Whom the principal stands for.
    public enum Subject: Hashable, Sendable {
        /// A member of the care team.
        case user(UserID)
        /// A gateway.
        case gateway(GatewayID)
        /// Somebody with a shell on the server's machine (`hearth user`, `hearth gateway`, `hearth demo`).
        case localOperator
    }

    /// The tenant; nothing of another one is reachable.
    public let organization: OrganizationID
    /// What the principal may do.
    public let role: Role
    /// Whom it stands for.
    public let subject: Subject
    /// The token that was presented; nil for the commands of the server's machine.
    public let credential: CredentialID?

    /// Makes the value; only `Authenticator` and the commands of the server's machine do.
    public init(organization: OrganizationID, role: Role, subject: Subject, credential: CredentialID? = nil) {
        self.organization = organization
        self.role = role
        self.subject = subject
        self.credential = credential
    }

    /// The principal of a command that runs on the server's own machine.
    public static func localOperator(of organization: OrganizationID) -> Principal {
        Principal(organization: organization, role: .administrator, subject: .localOperator)
    }
}
