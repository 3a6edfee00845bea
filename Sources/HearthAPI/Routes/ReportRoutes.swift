import Alerting
import ExactJSON
import HearthCore
import ReadingExchange
import SocketHTTP

/// What gateways say of themselves.
struct ReportRoutes: Sendable {
    let reports: any GatewayReports
    let pairings: any PairingOrders

    func add(to table: inout RouteTable) {
        table.add(.postGatewayReport, answer: post)
        table.add(.getGatewayReport, answer: read)
    }

    /// Keeps a report; the answer says which devices the gateway has to pair.
    @Sendable private func post(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let report = try GatewayReport(JSONReader(try await call.document()))
        let received = try await reports.receive(report, as: principal)
        let tasks = try await pairings.tasks(as: principal)
        guard case .object(var answer) = received.json, !tasks.isEmpty else { return .json(received.json) }
        answer[PairingTask.member] = .array(tasks.map(\.json))
        return .json(.object(answer))
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await reports.latest(of: call.pathIdentifier("gatewayId"), as: principal).json)
    }
}
