import ATT
import EventLoops
import GATT
import Logging
import Spool
import Vitals

/// One transfer of a device's records over its connection: does what `RecordTransfer` decides.
///
/// Values reach it through the session's handler, which stores them in their order; the answer of the control point comes
/// behind the records in the same line, so that every record is on disk before anything else is asked for.
actor RecordFetch {
    /// The memory that is read.
    nonisolated let memory: RecordMemory

    private let source: RecordSource
    private let session: [UInt8]
    private let client: GATTClient
    private let intake: MeasurementIntake
    private let logger: Logger
    private let start = ContinuousClock.now
    private var transfer: RecordTransfer
    private var kept: RecordPosition?
    private var next: RecordTransfer.Action?
    private var isFinished = false
    private var runner: CheckedContinuation<Void, Never>?
    private var stoppers: [CheckedContinuation<Void, Never>] = []

    /// Prepares a transfer.
    ///
    /// - Parameters:
    ///   - memory: The memory.
    ///   - source: By what the spool knows it.
    ///   - position: How far its records are stored.
    ///   - session: What tells this session's records from another's; see `RecordPosition.records`.
    ///   - silence: How long the device may be silent.
    ///   - client: The connection.
    ///   - intake: Where the position is kept.
    ///   - logger: Gets what cannot be kept.
    init(
        of memory: RecordMemory,
        source: RecordSource,
        after position: RecordPosition?,
        session: [UInt8],
        silence: Duration,
        client: GATTClient,
        intake: MeasurementIntake,
        logger: Logger
    ) {
        self.memory = memory
        self.source = source
        self.session = session
        self.client = client
        self.intake = intake
        self.logger = logger
        kept = position
        transfer = RecordTransfer(
            resumingAfter: position,
            isNumbered: memory.isNumbered,
            silenceMilliseconds: silence.milliseconds
        )
    }

    /// Runs the transfer to its end.
    func run() async -> RecordTransferOutcome {
        note(transfer.start(at: now))
        let watch = Task { await watchDeadline() }
        defer { watch.cancel() }
        while true {
            let action = await nextAction()
            await keepPosition()
            switch action {
            case .write(let request): await write(request)
            case .wait: break
            case .finish(let outcome): return outcome
            }
        }
    }

    /// How far the records are stored once each of these values is; nil where it does not change that.
    func positions(after values: [[UInt8]]) -> [RecordPosition?] {
        var ahead = transfer
        var kept = kept
        return values.map { value in
            for record in records(in: value) { _ = ahead.recordStored(record, at: now) }
            guard let position = ahead.position, position != kept else { return nil }
            kept = position
            return position
        }
    }

    /// Takes note that values are on disk, together with the position after them.
    func stored(_ values: [[UInt8]], position: RecordPosition?) {
        kept = position ?? kept
        for value in values {
            for record in records(in: value) { note(transfer.recordStored(record, at: now)) }
        }
    }

    /// Takes note of what the control point has indicated.
    func responded(_ bytes: [UInt8]) {
        do throws(GATTError) {
            note(transfer.responded(try RecordAccessResponse(decoding: bytes), at: now))
        } catch {
            logger.warning("an answer about stored records cannot be read", metadata: metadata(["error": "\(error)"]))
        }
    }

    /// Takes note that the connection has ended.
    func disconnected() { note(transfer.disconnected()) }

    /// Aborts the transfer, and waits until the device has answered or has been silent for too long.
    func stop() async {
        note(transfer.abort(at: now))
        let timer = Task {
            try? await client.loop.sleep(for: .milliseconds(RecordTransfer.stopMilliseconds))
            note(transfer.timePassed(at: now))
        }
        await withCheckedContinuation { continuation in
            if isFinished { continuation.resume() } else { stoppers.append(continuation) }
        }
        timer.cancel()
    }

    /// A time that nobody sets: a gateway's clock may jump by years once it knows the date.
    private var now: Instant { Instant(millisecondsSince1970: start.duration(to: .now).milliseconds) }

    private func records(in value: [UInt8]) -> [RecordPosition?] {
        RecordPosition.records(in: value, of: memory.measurement, session: session)
    }

    private func note(_ action: RecordTransfer.Action) {
        if action == .wait { return }
        next = action
        runner?.resume()
        runner = nil
        guard case .finish = action else { return }
        isFinished = true
        for stopper in stoppers { stopper.resume() }
        stoppers = []
    }

    private func nextAction() async -> RecordTransfer.Action {
        if next == nil { await withCheckedContinuation { runner = $0 } }
        defer { next = nil }
        return next ?? .wait
    }

    private func watchDeadline() async {
        while let deadline = transfer.deadline, !Task.isCancelled {
            let left = deadline.milliseconds(since: now)
            if left > 0 {
                try? await client.loop.sleep(for: .milliseconds(left))
            } else {
                note(transfer.timePassed(at: now))
            }
        }
    }

    private func write(_ request: RecordAccessRequest) async {
        do throws(ATTError) {
            try await client.write(request.encoded(), to: memory.controlPoint.valueHandle)
        } catch .errorResponse(_, _, let code) {
            note(transfer.writeRefused(error: code.rawValue))
        } catch {
            note(transfer.disconnected())
        }
    }

    /// Keeps what only the end of a pass tells; when that fails, the next transfer asks for more than it must.
    private func keepPosition() async {
        let position = transfer.position
        guard position != kept else { return }
        do throws(SpoolError) {
            try await intake.keep(position, of: source)
            kept = position
        } catch {
            logger.error("the position in stored records is not kept", metadata: metadata(["error": "\(error)"]))
        }
    }

    private func metadata(_ other: Logger.Metadata) -> Logger.Metadata {
        other.merging(["device": "\(source.device)"]) { first, _ in first }
    }
}

extension Duration {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
