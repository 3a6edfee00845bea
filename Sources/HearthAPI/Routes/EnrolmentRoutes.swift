import ExactJSON
import HearthCore
import SocketHTTP

/// `POST /v1/gateways/enroll`: the one way in without a token, so attempts are bounded for each address.
struct EnrolmentRoutes: Sendable {
    /// The longest code that is looked at: several times as long as Hearth's own.
    private static let codeBytes = 256

    private let gateways: any GatewayRegister
    private let trustedProxies: Set<String>
    private let throttle: EnrolmentThrottle

    init(gateways: any GatewayRegister, configuration: APIConfiguration) {
        self.gateways = gateways
        trustedProxies = configuration.trustedProxies
        throttle = EnrolmentThrottle(
            attempts: configuration.enrolmentAttempts,
            period: configuration.enrolmentPeriod
        )
    }

    func add(to table: inout RouteTable) {
        table.addOpen(.enrollGateway, answer: enroll)
    }

    @Sendable private func enroll(_ call: Call) async throws -> ServerResponse {
        let address = ClientAddress(of: call.request, trusting: trustedProxies)
        // Before the body, which whoever has to wait may as well keep.
        try throttle.begin(from: address, at: call.request.receivedAt)
        let code: String
        do {
            code = try await call.form(["code"]).required("code").word(upTo: Self.codeBytes)
        } catch {
            throttle.forget(from: address)
            throw error
        }
        let enrolment = try await gateways.enroll(code: code)
        throttle.forget(from: address)
        return .json([
            "organizationId": .string(enrolment.organization.description),
            "gatewayId": .string(enrolment.gateway.description), "token": .string(enrolment.token.text),
        ])
    }
}
