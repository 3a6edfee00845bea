import Alerting
import ExactJSON
import HearthCore
import ReadingExchange
import SocketHTTP

/// What gateways say of themselves.
struct ReportRoutes: Sendable {
    let reports: any GatewayReports

    func add(to table: inout RouteTable) {
        table.add(.postGatewayReport, answer: post)
        table.add(.getGatewayReport, answer: read)
    }

    @Sendable private func post(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let report = try GatewayReport(JSONReader(try await call.document()))
        return .json(try await reports.receive(report, as: principal).json)
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await reports.latest(of: call.pathIdentifier("gatewayId"), as: principal).json)
    }
}
