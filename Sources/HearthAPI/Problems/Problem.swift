import ExactJSON
import Foundation
import HTTPTypes
import SocketHTTP

/// An error as the client sees it: a problem document (RFC 9457).
///
/// All of its texts are fixed or come from checks that never repeat what was sent, so it holds no patient data.
struct Problem: Error, Sendable {
    /// The status of the answer.
    let status: HTTPResponse.Status
    /// Stable, in kebab case; `type` is a URN that ends with it.
    let code: String
    /// What kind of problem it is, the same for each with this code.
    let title: String
    /// What is wrong this time.
    var detail: String?
    /// What is wrong where.
    var parts: [ProblemPart] = []
    /// Further members of the document.
    var members = JSONObject()
    /// Fields that the answer carries, for example `Retry-After`.
    var fields = HTTPFields()

    /// The answer to one request.
    func response(requestID: UUID) -> ServerResponse {
        var document: JSONObject = [
            "type": .string("urn:hearth:problem:\(code)"), "code": .string(code), "title": .string(title),
            "status": .number(JSONNumber(status.code)),
            "instance": .string("urn:uuid:\(requestID.uuidString.lowercased())"),
        ]
        document["detail"] = detail.map { .string($0) }
        document["errors"] = parts.isEmpty ? nil : .array(parts.map(\.json))
        for member in members.members { document[member.name] = member.value }
        var response = ServerResponse.json(.object(document), status: status, as: .problem)
        response.fields.append(contentsOf: fields)
        return response.finished(requestID: requestID)
    }
}
