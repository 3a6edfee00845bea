import BlueZ
import Foundation
import Logging
import Spool

/// How a gateway is, for a person at the box.
public struct GatewayStatus: Sendable {
    private let configuration: GatewayConfiguration

    /// Looks at the state of the gateway with this configuration; it may be running.
    public init(configuration: GatewayConfiguration) { self.configuration = configuration }

    /// A few lines of text.
    ///
    /// - Throws: `GatewayError`, `BlueZError` or `SpoolError` when the state cannot be read.
    public func text() async throws -> String {
        let state = try StateDirectory(configuration.stateDirectory)
        let isEnrolled = try state.credential() != nil
        let spool = try Spool(
            path: state.spoolFile.path,
            maximumBytes: configuration.spoolBytes,
            logger: Logger(label: "hearth-gateway")
        )
        let status = try await spool.status()
        try spool.close()
        let bonds = try state.bondFile.read().bonds
        let lost = bonds.filter(\.isLost).map(\.peer.description)
        let lostText = lost.isEmpty ? "" : ", lost and to be paired again: \(lost.joined(separator: ", "))"
        let oldest = status.oldestPendingReceivedAt.map { ", the oldest received \($0)" } ?? ""
        return """
            server       \(configuration.server.absoluteString)
            enrolled     \(isEnrolled ? "yes" : "no: run hearth-gateway enroll")
            devices      \(configuration.devices.count) configured
            paired       \(bonds.count) devices\(lostText)
            waiting      \(status.pendingCount) measurements\(oldest)
            refused      \(status.refusedCount) measurements, kept with the server's reason
            undecoded    \(status.undecodedCount) values, \(status.undecodableCount) of no known form
            spool        \(status.usedBytes >> 10) of \(status.maximumBytes >> 10) KiB used, \(status.pressure.rawValue)
            """
    }
}
