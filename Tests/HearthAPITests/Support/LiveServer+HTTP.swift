import ExactJSON
import Foundation
import HTTPTypes
import HearthCore

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension LiveServer {
    /// Sends a request over a socket.
    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        as role: Role? = nil,
        token: String? = nil,
        _ body: String? = nil,
        contentType: String = "application/json"
    ) async throws -> Answer {
        guard let url = URL(string: "http://\(address)\(target)") else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method.rawValue
        if let token = token ?? role.map({ self.token($0) }) {
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        }
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue(contentType, forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        var fields = HTTPFields()
        for (name, value) in response.allHeaderFields {
            guard let name = HTTPField.Name("\(name)") else { continue }
            fields[name] = "\(value)"
        }
        return Answer(status: response.statusCode, fields: fields, text: String(decoding: data, as: UTF8.self))
    }

    /// Makes something and returns its key.
    func make(_ target: String, as role: Role, _ body: String) async throws -> String {
        let answer = try await send(.post, target, as: role, body)
        guard answer.status == 201 else { throw URLError(.badServerResponse) }
        return try answer.json.required("id").string()
    }

    /// The key of the first item of a list.
    func first(_ list: String) async throws -> String {
        let items = try await send(.get, list, as: .administrator).json.required("items").elements(count: 1...1_000)
        return try items[0].required("id").string()
    }

    /// Makes a patient with a device from the beginning of the year.
    func makePatient(device identifier: String, zone: String = "Europe/Berlin") async throws -> String {
        let patient = try await make(
            "/v1/patients",
            as: .clinician,
            "{\"name\":\"Patient 7\",\"timeZone\":\"\(zone)\"}"
        )
        let device = try await make("/v1/devices", as: .clinician, "{\"identifier\":\"\(identifier)\"}")
        _ = try await make(
            "/v1/devices/\(device)/assignments",
            as: .clinician,
            "{\"patientId\":\"\(patient)\",\"from\":\"2020-01-01T00:00:00Z\"}"
        )
        return patient
    }
}
