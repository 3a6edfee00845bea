import ExactJSON
import Foundation
import HTTPTypes
import HearthCore
import SocketHTTP

extension ServerResponse {
    /// An answer with a JSON document.
    static func json(
        _ value: JSONValue,
        status: HTTPResponse.Status = .ok,
        as type: MediaType = .json
    ) -> ServerResponse {
        ServerResponse(status: status, fields: [.contentType: type.fieldValue], body: .bytes(value.serialized()))
    }

    /// The answer to what was made, with its path.
    static func created(_ value: JSONValue, at path: String? = nil) -> ServerResponse {
        var response = ServerResponse.json(value, status: .created)
        response.fields[.location] = path
        return response
    }

    /// A page of a list.
    static func page<Item>(_ page: Page<Item>, _ json: (Item) -> JSONValue) -> ServerResponse {
        var document: JSONObject = ["items": .array(page.items.map(json))]
        document["nextCursor"] = page.next.map { .string($0.text) }
        return .json(.object(document))
    }

    /// The answer with the fields that every answer has.
    ///
    /// What is answered is mostly about patients, so that nothing may be kept by a cache, shown in a frame or taken
    /// for another content type.
    func finished(requestID: UUID) -> ServerResponse {
        var response = self
        response.fields[.requestID] = requestID.uuidString.lowercased()
        response.fields[.cacheControl] = "no-store"
        response.fields[.xContentTypeOptions] = "nosniff"
        response.fields[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        return response
    }
}

extension HTTPField.Name {
    /// Names the request in the log.
    static let requestID = named("X-Request-Id")
    /// The id of the last event that a client saw (WHATWG HTML section 9.2).
    static let lastEventID = named("Last-Event-ID")
    /// The client as a reverse proxy saw it.
    static let forwardedFor = named("X-Forwarded-For")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("not a field name: \(text)") }
        return name
    }
}
