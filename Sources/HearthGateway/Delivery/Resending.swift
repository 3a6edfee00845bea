import Foundation
import Logging
import Spool

/// Sends what the server refused once more, for a person at the box: after an update of server or gateway.
public struct Resending: Sendable {
    private let configuration: GatewayConfiguration
    private let logger: Logger

    /// Makes the command for the gateway with this configuration; it may be running.
    public init(configuration: GatewayConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Puts the refused measurements back among those that wait.
    ///
    /// - Returns: How many that are.
    /// - Throws: `GatewayError` or `SpoolError`.
    public func run() async throws -> Int {
        let state = try StateDirectory(configuration.stateDirectory)
        let spool = try Spool(path: state.spoolFile.path, maximumBytes: configuration.spoolBytes, logger: logger)
        let count = try await spool.resendRefused()
        try spool.close()
        return count
    }
}
