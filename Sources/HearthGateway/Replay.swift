import Foundation
import Logging
import ReadingExchange
import Spool
import Vitals

/// Runs recorded PDUs through the gateway's own decoding.
public struct Replay: Sendable {
    private let configuration: GatewayConfiguration
    private let decoder: IndicationDecoder
    private let logger: Logger

    /// Makes a replay under the gateway's configuration: its zone and its spool.
    public init(configuration: GatewayConfiguration, logger: Logger) {
        self.configuration = configuration
        decoder = IndicationDecoder(zone: configuration.zone)
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
        let indications = try RecordedPDU.all(in: recording).map { pdu in
            RawIndication(
                device: pdu.device,
                characteristic: pdu.characteristic,
                bytes: pdu.value,
                receivedAt: pdu.receivedAt,
                needsConfirmation: false
            )
        }
        if isStored { try await store(indications) }
        return indications.flatMap(describe)
    }

    private func store(_ indications: [RawIndication]) async throws {
        let state = try StateDirectory(configuration.stateDirectory)
        let spool = try Spool(path: state.spoolFile.path, maximumBytes: configuration.spoolBytes, logger: logger)
        let intake = MeasurementIntake(
            spool: spool,
            decoder: decoder,
            clock: .assumedRight(logger: logger),
            logger: logger
        )
        for indication in indications { await intake.decode(try await intake.store([Arrival(indication)])) }
        try spool.close()
    }

    private func describe(_ indication: RawIndication) -> [String] {
        let submissions: [ReadingSubmission]
        do {
            submissions = try decoder.submissions(of: indication)
        } catch {
            return ["\(indication.receivedAt) \(indication.device) not decodable: \(error)"]
        }
        if submissions.isEmpty {
            return ["\(indication.receivedAt) \(indication.device) no measurement: an intermediate value"]
        }
        return submissions.map(describe)
    }

    private func describe(_ submission: ReadingSubmission) -> String {
        let measurement = submission.measurement
        let values = measurement.values.map { "\($0.metric.rawValue) \(text($0.value))" }.joined(separator: ", ")
        let correction = submission.timeCorrection == .none ? "" : " (\(submission.timeCorrection.reason.rawValue))"
        return "\(submission.effectiveAt)\(correction) \(submission.device) \(measurement.kind.rawValue) "
            + "\(values) \(measurement.unit.rawValue)"
    }

    private func text(_ value: MeasuredValue) -> String {
        switch value {
        case .number(let number): number.description
        case .absent(let reason): "absent (\(reason.rawValue))"
        }
    }
}
