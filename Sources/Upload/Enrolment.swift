import ExactJSON
import Foundation

/// What a gateway gets for its enrolment code, or later for its token.
public struct Enrolment: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The gateway's id on the server.
    public let gatewayID: String
    /// The token to upload with; keep it in a private file.
    public let token: String

    private static let path = "/v1/gateways/enroll"

    /// Exchanges a one-time code for the gateway's token.
    ///
    /// - Throws: `upload.enrolment-refused` with the server's status when the code is wrong, used or expired, or too
    ///   many were tried; `upload.malformed-answer`; whatever the transport throws.
    public static func request(
        code: String,
        over transport: some HTTPTransport
    ) async throws(UploadError) -> Enrolment {
        let body: JSONValue = ["code": .string(code)]
        let answer = try await transport.post(HTTPPost(path: path, credential: nil, body: body.serialized()))
        guard answer.status == 200 else { throw UploadError(.enrolmentRefused, cause: "status \(answer.status)") }
        return try Enrolment(answer)
    }

    init(_ answer: HTTPAnswer) throws(UploadError) {
        do {
            let reader = JSONReader(try JSONValue(parsing: answer.body))
            let token = try reader.required("token").string()
            _ = try BearerCredential(token)
            gatewayID = try reader.required("gatewayId").string(bytes: 1...64)
            self.token = token
        } catch {
            throw UploadError(.malformedAnswer)
        }
    }

    /// Never the token.
    public var description: String { "enrolment of gateway \(gatewayID)" }
    /// Never the token, in a dump either.
    public var customMirror: Mirror { Mirror(self, children: ["gatewayID": gatewayID]) }
}
