import Alerting
import HearthCore
import Postgres
import Vitals

/// One look at the equipment of one organisation.
struct SilenceRound {
    let transaction: TenantTransaction
    let policy: TechnicalPolicy

    /// Finds what may be silent or no longer is, locks it, looks again, and writes what follows.
    func run() async throws {
        let subjects = try await candidates()
        guard !subjects.isEmpty else { return }
        let answers = try await transaction.pipeline([
            EquipmentLock.take(subjects, transaction),
            EquipmentBoard.openAlerts(of: subjects, transaction),
            transaction.statement(SilenceQueries.gateways, [SilenceRound.keys(subjects, \.gateway)]),
            transaction.statement(SilenceQueries.devices, [SilenceRound.keys(subjects, \.device)]),
            transaction.statement(SilenceQueries.serverSilences, [.bool(subjects.contains(.server))]),
        ])
        var board = try EquipmentBoard(answers[1])
        try judgeGateways(answers[2], &board)
        try judgeDevices(answers[3], &board)
        for row in answers[4] {
            board.take(
                Silence.server(from: try row.decode("started_at"), until: try row.decode("ended_at")),
                of: .server
            )
        }
        let statements = AlertWriter(transaction: transaction).statements(for: board.transitions)
        if !statements.isEmpty { try await transaction.pipeline(statements) }
    }

    private func candidates() async throws -> [AlertSubject] {
        let answers = try await transaction.pipeline([
            transaction.statement(SilenceQueries.gatewayCandidates, [seconds(policy.gatewaySilenceSeconds)]),
            transaction.statement(SilenceQueries.deviceCandidates, [seconds(policy.deviceSilenceSeconds)]),
            transaction.statement(SilenceQueries.isServerSilenceOwed),
        ])
        let gateways = try answers[0].map { AlertSubject.gateway(try $0.decode("id")) }
        let devices = try answers[1].map { AlertSubject.device(try $0.decode("id")) }
        return gateways + devices + (answers[2].isEmpty ? [] : [.server])
    }

    private func judgeGateways(_ rows: PostgresRows, _ board: inout EquipmentBoard) throws {
        for row in rows {
            let subject = AlertSubject.gateway(try row.decode("gateway_id"))
            let finding = Silence.gateway(
                heardAt: try row.decode("heard_at"),
                isRevoked: try row.decode("is_revoked"),
                serverBackAt: try row.decode("server_back_at"),
                now: try row.decode("now"),
                policy: policy
            )
            board.take([finding], of: subject)
            guard try row.decode("is_revoked", as: Bool.self) else { continue }
            board.take(board.standingRules(of: subject).map(Silence.revoked), of: subject)
        }
    }

    private func judgeDevices(_ rows: PostgresRows, _ board: inout EquipmentBoard) throws {
        var states: [DeviceID: WatchedDevice] = [:]
        for row in rows { try states[row.decode("device_id"), default: WatchedDevice()].add(row, policy) }
        for (device, state) in states.sorted(by: { $0.key.description < $1.key.description }) {
            guard let finding = state.finding(policy) else { continue }
            board.take([finding], of: .device(device))
        }
    }

    private func seconds(_ seconds: Int) -> PostgresValue { .text("\(seconds) seconds") }

    private static func keys(
        _ subjects: [AlertSubject],
        _ column: ((patient: PostgresValue, gateway: PostgresValue, device: PostgresValue)) -> PostgresValue
    ) -> PostgresValue {
        .array(subjects.map { column(AlertSubjectColumns.keys($0)) }, of: .uuid)
    }
}
