/// What a gateway receives for its enrolment code.
public struct Enrolment: Hashable, Sendable {
    /// The gateway's tenant.
    public let organization: OrganizationID
    /// The gateway that the code was made for.
    public let gateway: GatewayID
    /// The token to upload with.
    public let token: BearerToken

    /// Makes the value; the store does.
    public init(organization: OrganizationID, gateway: GatewayID, token: BearerToken) {
        self.organization = organization
        self.gateway = gateway
        self.token = token
    }
}
