import BlueZ
import Foundation
import Logging
import Spool
import Vitals

/// How a gateway is, for a person at the box.
public struct GatewayStatus: Sendable {
    private let configuration: GatewayConfiguration
    private let clock: GatewayClock?

    /// Looks at the state of the gateway with this configuration; it may be running.
    public init(configuration: GatewayConfiguration) { self.init(configuration: configuration, clock: nil) }

    /// - Parameters:
    ///   - configuration: What the gateway was told.
    ///   - clock: The time; nil for what the gateway believes of the kernel's clocks.
    init(configuration: GatewayConfiguration, clock: GatewayClock?) {
        self.configuration = configuration
        self.clock = clock
    }

    /// A few lines of text.
    ///
    /// - Throws: `GatewayError`, `BlueZError` or `SpoolError` when the state cannot be read.
    public func text() async throws -> String { try await summary().text }

    /// The same as a JSON object; times are RFC 3339, and what is not known is left out.
    ///
    /// - Throws: `GatewayError`, `BlueZError` or `SpoolError` when the state cannot be read.
    public func json() async throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(try await summary()), as: UTF8.self)
    }

    private func summary() async throws -> StatusSummary {
        let state = try StateDirectory(configuration.stateDirectory)
        let logger = Logger(label: "hearth-gateway")
        let spool = try Spool(path: state.spoolFile.path, maximumBytes: configuration.spoolBytes, logger: logger)
        let held = try await spool.status()
        try spool.close()
        // Looked at and not kept: what is believed is for the running gateway to say.
        let reading = (clock ?? GatewayClock(reading: state.clockFile, logger: logger)).reading()
        let bonds = try state.bondFile.read().bonds
        let observation = GatewayObservation(contentsOf: state.observationFile)
        return StatusSummary(
            server: configuration.server.absoluteString,
            isEnrolled: try state.credential() != nil,
            tokenAgeDays: reading.isTrusted ? state.credentialWrittenAt.map { days(from: $0, to: reading.now) } : nil,
            tokenRenewalDays: Int(configuration.credentialRenewal / .seconds(GatewayConfiguration.secondsOfDay)),
            clock: .init(isTrusted: reading.isTrusted, source: reading.source?.rawValue, now: reading.now.description),
            contact: .init(
                observedAt: observation?.observedAt,
                answeredAt: observation?.serverAnsweredAt,
                outcome: observation?.serverOutcome
            ),
            adapter: observation?.adapter,
            configuredCount: configuration.devices.count,
            paired: bonds.map { .init(address: $0.peer.address.description, name: $0.name, isLost: $0.isLost) },
            devices: observation?.devices ?? [],
            spool: .init(held)
        )
    }

    private func days(from start: Instant, to end: Instant) -> Int {
        Int(max(0, end.milliseconds(since: start)) / 1_000) / GatewayConfiguration.secondsOfDay
    }
}
