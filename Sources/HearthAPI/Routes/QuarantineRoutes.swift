import ExactJSON
import HearthCore
import SocketHTTP

/// `/v1/quarantine`.
struct QuarantineRoutes: Sendable {
    let quarantine: any QuarantineDesk

    func add(to table: inout RouteTable) {
        table.add(.listQuarantine, answer: list)
        table.add(.getQuarantineEntry, answer: read)
        table.add(.releaseQuarantineEntry, answer: release)
        table.add(.discardQuarantineEntry, answer: discard)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let filter = QuarantineFilter(
            stage: try call.query.enumeration("stage") ?? .pending,
            cause: try call.query.enumeration("reason")
        )
        return .page(try await quarantine.entries(filter, page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await quarantine.entry(call.pathIdentifier("entryId"), as: principal).json)
    }

    @Sendable private func release(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: QuarantineID = try call.pathIdentifier("entryId")
        let form = try await call.form(["patientId", "effectiveAt"])
        let patient: PatientID? = try form.optional("patientId")?.identifier()
        let instant = try form.optional("effectiveAt")?.instant()
        return .json(try await quarantine.release(id, to: patient, measuredAt: instant, as: principal).json)
    }

    @Sendable private func discard(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: QuarantineID = try call.pathIdentifier("entryId")
        let reason = try await call.form(["reason"]).required("reason").note()
        return .json(try await quarantine.discard(id, reason: reason, as: principal).json)
    }
}
