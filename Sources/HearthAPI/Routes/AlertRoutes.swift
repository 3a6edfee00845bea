import Alerting
import ExactJSON
import HearthCore
import SocketHTTP

/// `/v1/alerts`, but for the stream.
struct AlertRoutes: Sendable {
    let alerts: any AlertDesk

    func add(to table: inout RouteTable) {
        table.add(.listAlerts, answer: list)
        table.add(.getAlert, answer: read)
        table.add(.acknowledgeAlert, answer: acknowledge)
        table.add(.resolveAlert, answer: resolve)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let states = Set(try call.query.enumerations("state", AlertState.self))
        let filter = AlertFilter(
            states: states.isEmpty ? nil : states,
            patient: try call.query.identifier("patientId")
        )
        return .page(try await alerts.alerts(filter, page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await alerts.alert(call.pathIdentifier("alertId"), as: principal).json)
    }

    @Sendable private func acknowledge(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: AlertID = try call.pathIdentifier("alertId")
        let note = try await call.form(["note"]).required("note").note()
        return .json(try await alerts.acknowledge(id, note: note, as: principal).json)
    }

    @Sendable private func resolve(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: AlertID = try call.pathIdentifier("alertId")
        let note = try await call.form(["note"]).required("note").note()
        return .json(try await alerts.resolve(id, note: note, as: principal).json)
    }
}
