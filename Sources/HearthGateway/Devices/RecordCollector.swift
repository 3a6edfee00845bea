import ATT
import EventLoops
import GATT
import Logging
import Spool

/// Fetches what a connected device has in its memories, one after the other.
actor RecordCollector {
    /// How often a transfer is begun in one connection that the device does not bring to its end.
    static let attemptLimit = 3
    /// How long a device that was busy is left alone before it is asked again.
    static let retryPause: Duration = .seconds(5)

    private let device: String
    private let intake: MeasurementIntake
    private let silence: Duration
    private let logger: Logger
    /// The transfer that is going on; nil when there is none.
    private(set) var current: RecordFetch?
    private var isEnded = false

    /// Makes the collector of one connection.
    ///
    /// - Parameters:
    ///   - device: The device's identifier.
    ///   - intake: Where records and positions are kept.
    ///   - silence: How long the device may be silent.
    ///   - logger: Gets how each transfer ended.
    init(
        device: String,
        intake: MeasurementIntake,
        silence: Duration = .milliseconds(RecordTransfer.silenceMilliseconds),
        logger: Logger
    ) {
        self.device = device
        self.intake = intake
        self.silence = silence
        self.logger = logger
    }

    /// Fetches all records that are not stored yet; the measurements and the control points are subscribed to.
    ///
    /// A device that neither answers nor can be aborted is disconnected.
    ///
    /// - Parameters:
    ///   - memories: The device's memories.
    ///   - session: What tells this session's records from another's; see `RecordPosition.records`.
    ///   - client: The connection.
    func collect(_ memories: [RecordMemory], session: [UInt8], through client: GATTClient) async {
        for memory in memories {
            for attempt in 1...Self.attemptLimit where !isEnded {
                guard let outcome = await fetch(memory, session: session, through: client) else { return }
                log(outcome, of: memory)
                if outcome.end == .complete { await intake.finishWaiting(device: device) }
                if case .timedOut(answeredAbort: false) = outcome.end { return await client.close() }
                guard outcome.end.isWorthAnotherAttempt, attempt < Self.attemptLimit else { break }
                try? await client.loop.sleep(for: Self.retryPause)
            }
        }
    }

    /// Hands over what a control point has indicated; an answer to no question is left alone.
    func responded(_ bytes: [UInt8], at handle: UInt16) async {
        guard let current, current.memory.controlPoint.valueHandle == handle else { return }
        await current.responded(bytes)
    }

    /// Aborts what is going on, and begins nothing more.
    func stop() async {
        isEnded = true
        await current?.stop()
    }

    /// Takes note that the connection has ended.
    func disconnected() async {
        isEnded = true
        await current?.disconnected()
    }

    private func fetch(
        _ memory: RecordMemory,
        session: [UInt8],
        through client: GATTClient
    ) async -> RecordTransferOutcome? {
        let source = memory.source(of: device)
        let position: RecordPosition?
        do throws(SpoolError) {
            position = try await intake.recordPosition(of: source)
        } catch {
            logger.error("stored records are not fetched", metadata: ["device": "\(device)", "error": "\(error)"])
            return nil
        }
        if isEnded { return nil }
        let fetch = RecordFetch(
            of: memory,
            source: source,
            after: position,
            session: session,
            silence: silence,
            client: client,
            intake: intake,
            logger: logger
        )
        current = fetch
        defer { current = nil }
        return await fetch.run()
    }

    private func log(_ outcome: RecordTransferOutcome, of memory: RecordMemory) {
        logger.log(
            level: outcome.end == .complete ? .info : .warning,
            "stored records",
            metadata: [
                "device": "\(device)", "end": "\(outcome.end)", "records": "\(outcome.received)",
                "asked": "\(outcome.reasons.map(\.rawValue).joined(separator: ", "))",
            ]
        )
    }
}

extension RecordTransferOutcome.End {
    /// Whether the device may do in a moment what it did not do now.
    fileprivate var isWorthAnotherAttempt: Bool {
        switch self {
        case .refused(let code): !code.isUnsupported
        case .writeRefused, .incomplete, .timedOut(answeredAbort: true): true
        case .complete, .timedOut, .aborted, .endless, .disconnected: false
        }
    }
}
