/// The gateways of an organisation and their credentials.
public protocol GatewayRegister: Sendable {
    /// Lists the gateways, revoked ones included, by the time they were registered.
    func gateways(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Gateway>
    /// One gateway.
    func gateway(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> Gateway
    /// Registers a gateway and issues its enrolment code, which is shown only now.
    func create(
        name: String,
        as principal: Principal
    ) async throws(CoreError) -> (gateway: Gateway, code: EnrolmentCode)
    /// Issues a new enrolment code, for a gateway that was reinstalled; an unused older one becomes invalid.
    func renewCode(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> EnrolmentCode
    /// Turns a code into a token; older tokens of the gateway become invalid.
    ///
    /// - Throws: `CoreError.unauthenticated` when the code is unknown, used or expired.
    func enroll(code: String) async throws(CoreError) -> Enrolment
    /// Issues the gateway that asks a further token; the one that it asked with stays valid until `confirmToken`.
    func renewToken(as principal: Principal) async throws(CoreError) -> (gateway: GatewayID, token: BearerToken)
    /// Says that the gateway keeps the token that it asks with: its other ones expire after a short time.
    func confirmToken(as principal: Principal) async throws(CoreError) -> Gateway
    /// Issues a new token for the gateway; the old ones stay valid for a short time.
    func rotate(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> BearerToken
    /// Makes every token and code of the gateway invalid at once.
    func revoke(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> Gateway
}
