import Foundation
import Logging
import ReadingExchange
import Spool
import Vitals

/// Runs recorded PDUs through the gateway's own decoding.
public struct Replay: Sendable {
    private let configuration: GatewayConfiguration
    private let logger: Logger

    /// Makes a replay under the gateway's configuration: its zone and its spool.
    public init(configuration: GatewayConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Decodes a recording.
    ///
    /// - Parameters:
    ///   - recording: Lines of time, device, characteristic and value.
    ///   - isStored: Whether the values are put into the spool, as if the devices had just sent them.
    /// - Returns: A line for each measurement, or why a value has none.
    /// - Throws: `GatewayError.recording`, or `SpoolError` when they cannot be stored.
    public func run(recording: String, isStored: Bool) async throws -> [String] {
        let state = try StateDirectory(configuration.stateDirectory)
        let spool = try Spool(path: state.spoolFile.path, maximumBytes: configuration.spoolBytes, logger: logger)
        let intake = MeasurementIntake(
            spool: spool,
            zone: configuration.zone,
            clock: { Instant(millisecondsSince1970: 0) },
            logger: logger
        )
        var lines: [String] = []
        for pdu in try RecordedPDU.all(in: recording) {
            let indication = RawIndication(
                device: pdu.device,
                characteristic: pdu.characteristic,
                bytes: pdu.value,
                receivedAt: pdu.receivedAt,
                needsConfirmation: false
            )
            lines += describe(indication, intake)
            if isStored { await intake.decode(try await intake.store(indication)) }
        }
        try spool.close()
        return lines
    }

    private func describe(_ indication: RawIndication, _ intake: MeasurementIntake) -> [String] {
        do {
            return try intake.submissions(of: indication).map { submission in
                let values = submission.measurement.values.map { "\($0.metric.rawValue) \(text($0.value))" }
                return "\(submission.effectiveAt) \(submission.device) \(submission.measurement.kind.rawValue) "
                    + values.joined(separator: ", ") + " \(submission.measurement.unit.rawValue)"
            }
        } catch {
            return ["\(indication.receivedAt) \(indication.device) not decodable: \(error)"]
        }
    }

    private func text(_ value: MeasuredValue) -> String {
        switch value {
        case .number(let number): number.description
        case .absent(let reason): "absent (\(reason.rawValue))"
        }
    }
}
