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

    /// A gateway rotates its own token only: for it, another gateway does not exist.
    @Sendable private func rotate(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: GatewayID = try call.pathIdentifier("gatewayId")
        guard principal.role != .gateway || principal.subject == .gateway(id) else {
            throw CoreError.notFound(.gateway)
        }
        let token = try await gateways.rotate(id, as: principal)
        return .json(["gatewayId": .string(id.description), "token": .string(token.text)])
    }

    @Sendable private func revoke(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await gateways.revoke(call.pathIdentifier("gatewayId"), as: principal).json)
    }
}
