import Upload

/// Trades a one-time code for the gateway's credential and keeps that.
public struct GatewayEnrolment: Sendable {
    private let configuration: GatewayConfiguration

    /// Makes an enrolment at the configured server.
    public init(configuration: GatewayConfiguration) { self.configuration = configuration }

    /// Asks the server and keeps its answer in the state directory.
    ///
    /// - Throws: `UploadError` when the server cannot be reached or refuses, `GatewayError` when the credential cannot
    ///   be kept.
    public func enroll(code: String) async throws {
        let state = try StateDirectory(configuration.stateDirectory)
        let enrolment = try await Enrolment.request(code: code, over: try configuration.transport())
        try state.keep(credential: enrolment.token)
    }
}
