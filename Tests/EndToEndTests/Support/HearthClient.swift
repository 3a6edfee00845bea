import ExactJSON
import Foundation

/// Speaks to the server's API with one token.
struct HearthClient: Sendable {
    /// Where the server listens now.
    var port: UInt16
    /// The bearer token; nil for calls that need none.
    var token: String?

    /// Posts a document and returns the answer's; any status but a success is an error.
    func post(_ path: String, _ body: JSONValue) async throws -> JSONReader {
        try await call("POST", path, body)
    }

    /// Puts a document in the place of another.
    func put(_ path: String, _ body: JSONValue) async throws -> JSONReader { try await call("PUT", path, body) }

    /// Reads a document.
    func get(_ path: String) async throws -> JSONReader { try await call("GET", path, nil) }

    private func call(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONReader {
        let (port, token) = (port, token)
        let answer = try await BlockingWork.run {
            let exchange = try HTTPExchange(port: port, method: method, path: path, token: token, body: body)
            exchange.release()
            return try exchange.answer()
        }
        guard (200...299).contains(answer.status) else {
            throw EndToEndError("\(method) \(path) answered \(answer.status): \(answer.text)")
        }
        return try answer.json
    }
}

extension HearthClient {
    /// Admits a patient of the standard group and returns its identifier.
    func createPatient(_ name: String) async throws -> String {
        try await post(
            "/v1/patients",
            ["name": .string(name), "timeZone": "Europe/Berlin", "limitsGroup": "standard"]
        ).text("id")
    }

    /// Makes a user with a role.
    func createUser(_ name: String, role: String) async throws {
        _ = try await post("/v1/users", ["name": .string(name), "role": .string(role)])
    }

    /// Registers a device and returns its identifier.
    func createDevice(_ identifier: String) async throws -> String {
        try await post("/v1/devices", ["identifier": .string(identifier)]).text("id")
    }

    /// Gives a device, or one user index of it, to a patient for a span of time, and returns the assignment.
    func assign(
        device: String,
        to patient: String,
        userIndex: Int? = nil,
        from: String,
        until: String? = nil
    ) async throws -> String {
        var body: JSONObject = ["patientId": .string(patient), "from": .string(from)]
        body["userIndex"] = userIndex.map { .number(JSONNumber($0)) }
        body["to"] = until.map { .string($0) }
        return try await post("/v1/devices/\(device)/assignments", .object(body)).text("id")
    }

    /// Registers a gateway and returns its one-time code.
    func createGateway(_ name: String) async throws -> String {
        try await post("/v1/gateways", ["name": .string(name)]).required("enrolment").text("code")
    }

    /// Trades a one-time code for a client that speaks as the gateway.
    func enroll(code: String) async throws -> HearthClient {
        let answer = try await HearthClient(port: port).post("/v1/gateways/enroll", ["code": .string(code)])
        return HearthClient(port: port, token: try answer.text("token"))
    }
}
