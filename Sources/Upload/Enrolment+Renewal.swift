extension Enrolment {
    private static let renewalPath = "/v1/gateways/self/credential"
    private static let confirmationPath = "/v1/gateways/self/credential/confirm"

    /// Asks for a further token; the one that is asked with stays valid until one of the two is confirmed.
    ///
    /// - Throws: `upload.renewal-refused` with the server's status; `upload.malformed-answer`; whatever the transport
    ///   throws.
    public static func renewal(
        of credential: BearerCredential,
        over transport: any HTTPTransport
    ) async throws(UploadError) -> Enrolment {
        let answer = try await transport.post(HTTPPost(path: renewalPath, credential: credential, body: []))
        guard answer.status == 200 else { throw UploadError(.renewalRefused, cause: "status \(answer.status)") }
        return try Enrolment(answer)
    }

    /// Says that this token is the one that is kept; the gateway's others soon expire.
    ///
    /// - Returns: False when the server does not take the token (401, 403).
    /// - Throws: `upload.renewal-refused` for any other status, or whatever the transport throws: to be said again.
    public static func confirm(
        _ credential: BearerCredential,
        over transport: any HTTPTransport
    ) async throws(UploadError) -> Bool {
        let answer = try await transport.post(HTTPPost(path: confirmationPath, credential: credential, body: []))
        switch answer.status {
        case 200: return true
        case 401, 403: return false
        default: throw UploadError(.renewalRefused, cause: "status \(answer.status)")
        }
    }
}
