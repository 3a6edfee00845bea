import Alerting
import ExactJSON
import HearthCore
import SocketHTTP

/// `/v1/patients`.
struct PatientRoutes: Sendable {
    let patients: any PatientDirectory

    func add(to table: inout RouteTable) {
        table.add(.listPatients, answer: list)
        table.add(.createPatient, answer: create)
        table.add(.getPatient, answer: read)
        table.add(.updatePatient, answer: update)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .page(try await patients.patients(page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func create(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let form = try await call.form(["name", "timeZone", "limitsGroup"])
        let draft = PatientDraft(
            name: try form.required("name").line(),
            zone: try form.required("timeZone").word(upTo: 64),
            limitsGroup: try form.optional("limitsGroup")?.enumeration() ?? .standard
        )
        let patient = try await patients.create(draft, as: principal)
        return .created(patient.json, at: "/v1/patients/\(patient.id)")
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await patients.patient(call.pathIdentifier("patientId"), as: principal).json)
    }

    @Sendable private func update(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: PatientID = try call.pathIdentifier("patientId")
        let form = try await call.form(["name", "timeZone", "limitsGroup"])
        let change = PatientChange(
            name: try form.optional("name")?.line(),
            zone: try form.optional("timeZone")?.word(upTo: 64),
            limitsGroup: try form.optional("limitsGroup")?.enumeration()
        )
        guard change != PatientChange() else { throw form.invalid("At least one member must be given") }
        return .json(try await patients.update(id, change, as: principal).json)
    }
}
