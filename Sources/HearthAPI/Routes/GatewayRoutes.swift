import ExactJSON
import HearthCore
import SocketHTTP

/// `/v1/gateways`, but for enrolment.
struct GatewayRoutes: Sendable {
    let gateways: any GatewayRegister

    func add(to table: inout RouteTable) {
        table.add(.listGateways, answer: list)
        table.add(.createGateway, answer: create)
        table.add(.getGateway, answer: read)
        table.add(.renewEnrolmentCode, answer: renewCode)
        table.add(.rotateGateway, answer: rotate)
        table.add(.revokeGateway, answer: revoke)
        table.add(.renewCredential, answer: renewCredential)
        table.add(.confirmCredential, answer: confirmCredential)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .page(try await gateways.gateways(page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func create(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let name = try await call.form(["name"]).required("name").line()
        let (gateway, code) = try await gateways.create(name: name, as: principal)
        return .created(["gateway": gateway.json, "enrolment": code.json], at: "/v1/gateways/\(gateway.id)")
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await gateways.gateway(call.pathIdentifier("gatewayId"), as: principal).json)
    }

    @Sendable private func renewCode(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await gateways.renewCode(call.pathIdentifier("gatewayId"), as: principal).json)
    }

    @Sendable private func rotate(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: GatewayID = try call.pathIdentifier("gatewayId")
        return credentials(of: id, try await gateways.rotate(id, as: principal))
    }

    @Sendable private func renewCredential(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let (id, token) = try await gateways.renewToken(as: principal)
        return credentials(of: id, token)
    }

    @Sendable private func confirmCredential(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await gateways.confirmToken(as: principal).json)
    }

    private func credentials(of id: GatewayID, _ token: BearerToken) -> ServerResponse {
        .json(["gatewayId": .string(id.description), "token": .string(token.text)])
    }

    @Sendable private func revoke(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await gateways.revoke(call.pathIdentifier("gatewayId"), as: principal).json)
    }
}
