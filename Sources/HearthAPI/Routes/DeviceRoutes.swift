import ExactJSON
import HearthCore
import ReadingExchange
import SocketHTTP

/// `/v1/devices` and `/v1/assignments`.
struct DeviceRoutes: Sendable {
    /// The user indices of the Bluetooth profiles; 255 means that the user is not known.
    private static let userIndices = 0...254
    /// The longest identifier that a submitted reading can name.
    private static let identifierBytes = SubmissionLimits.deviceBytes.upperBound
    /// Manufacturers' model names are shorter.
    private static let modelCharacters = 100

    let devices: any DeviceRegister

    func add(to table: inout RouteTable) {
        table.add(.listDevices, answer: list)
        table.add(.createDevice, answer: create)
        table.add(.getDevice, answer: read)
        table.add(.listAssignments, answer: listAssignments)
        table.add(.createAssignment, answer: assign)
        table.add(.endAssignment, answer: end)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .page(try await devices.devices(page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func create(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let form = try await call.form(["identifier", "model"])
        let device = try await devices.register(
            identifier: form.required("identifier").word(upTo: Self.identifierBytes),
            model: form.optional("model")?.line(upTo: Self.modelCharacters),
            as: principal
        )
        return .created(device.json, at: "/v1/devices/\(device.id)")
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .json(try await devices.device(call.pathIdentifier("deviceId"), as: principal).json)
    }

    @Sendable private func listAssignments(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let device = try await devices.device(call.pathIdentifier("deviceId"), as: principal)
        let filter = AssignmentFilter(device: device.id)
        return .page(try await devices.assignments(filter, page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func assign(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let device: DeviceID = try call.pathIdentifier("deviceId")
        let form = try await call.form(["patientId", "userIndex", "from", "to"])
        let span = TimeSpan(start: try form.required("from").instant(), end: try form.optional("to")?.instant())
        let draft = AssignmentDraft(
            device: device,
            userIndex: try form.optional("userIndex")?.integer(in: Self.userIndices),
            patient: try form.required("patientId").identifier(),
            span: span
        )
        return .created(try await devices.assign(draft, as: principal).json)
    }

    @Sendable private func end(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: AssignmentID = try call.pathIdentifier("assignmentId")
        let instant = try await call.form(["to"]).required("to").instant()
        return .json(try await devices.end(id, at: instant, as: principal).json)
    }
}
