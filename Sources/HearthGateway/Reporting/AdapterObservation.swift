import Alerting
import BlueZ

/// How the gateway's adapter was, for a person at the box.
struct AdapterObservation: Codable, Sendable, Equatable {
    /// As the report has it.
    var state: String
    /// What keeps it from its work and what to do about it; nil when nothing does.
    var problem: String?

    init(_ state: AdapterState) {
        self.state = GatewayReport.Adapter(state).rawValue
        problem =
            switch state {
            case .ready, .settingUp: nil
            case .absent: "no adapter as bluetooth.adapter names it is there: `hearth-gateway adapters` shows which are"
            case .failed(let error): "\(error)"
            }
    }
}

extension GatewayReport.Adapter {
    /// What is reported of an adapter.
    init(_ state: AdapterState) {
        self =
            switch state {
            case .ready: .ready
            case .settingUp: .settingUp
            case .absent: .absent
            case .failed(.adapterInUse): .inUse
            case .failed: .failed
            }
    }
}
