import ExactJSON
import HTTPTypes
import HearthCore
import SocketHTTP

/// Health, metrics and the OpenAPI document.
struct ServiceRoutes: Sendable {
    let readiness: any Readiness
    let metricsText: @Sendable () -> String
    let description: [UInt8]

    func add(to table: inout RouteTable) {
        table.addOpen(.health) { _ in .json(["status": "ok"]) }
        table.addOpen(.readiness, answer: ready)
        table.addOpen(.metrics) { [metricsText] call in
            .text(metricsText(), contentType: call.operation.produces.fieldValue)
        }
        table.addOpen(.getDescription) { [description] call in
            ServerResponse(
                status: .ok,
                fields: [.contentType: call.operation.produces.fieldValue],
                body: .bytes(description)
            )
        }
    }

    /// Anything that keeps the server from storing readings answers 503: the balancer asks another process.
    @Sendable private func ready(_ call: Call) async throws -> ServerResponse {
        do {
            try await readiness.check()
        } catch {
            throw Problem.unavailable
        }
        return .json(["status": "ok"])
    }
}
