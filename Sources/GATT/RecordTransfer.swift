import Vitals

/// Fetches what a device has recorded through its record access control point: events go in, an action comes out.
///
/// It resumes after the last stored record, notices when the device has begun to count again, lost records or counts
/// wrongly, and ends after a bounded number of requests whatever the device does. It rather asks for a record twice
/// than skip one: what is received twice has the same identity and is stored once.
///
/// ```
///             start                    number                     success
///  idle ─────────────────> counting ──────────────> reporting ──────────────> counting (another pass), or finished
///                             │ abort, time-out         │ abort, time-out
///                             └────────> aborting <─────┘ ── answer, time-out ──> finished
/// ```
/// Its owner stores each record on disk before it tells of it, and keeps `position` beside them. Time is passed in; the
/// owner calls `timePassed` at `deadline`. Sources: GATT Specification Supplement, Record Access Control Point; Glucose
/// Service 1.0.1, 3.4; Glucose Profile 1.0.1.
public struct RecordTransfer: Sendable {
    /// What the owner does next.
    public enum Action: Hashable, Sendable {
        /// Write this to the control point.
        case write(RecordAccessRequest)
        /// Wait for an event, until `deadline`.
        case wait
        /// Nothing: it is over.
        case finish(RecordTransferOutcome)
    }

    /// How long a device may be silent, in milliseconds: the ATT transaction time-out (Core Specification, Vol 3, Part
    /// F, 3.3.3), which the profiles take for the procedure.
    public static let silenceMilliseconds: Int64 = 30_000
    /// How long the answer to an abort on request is waited for, in milliseconds: whoever asks for it is about to
    /// leave.
    public static let stopMilliseconds: Int64 = 2_000
    /// The most passes over a device's records in one transfer: one from the position on, one over all, and two more
    /// when records were lost on the way.
    public static let passLimit = 4
    /// The most records in a pass, as many as there are numbers: a device that sends more will not end.
    public static let recordLimit = 65_536
    /// How near to 65535 the numbers must be for all records to be asked for: more than a device holds, so that those
    /// which have begun again at 0 are not missed.
    public static let wrapMargin: UInt16 = 1_024

    enum State: Hashable {
        case idle
        case counting(RecordPass)
        case reporting(RecordPass)
        case aborting(RecordTransferOutcome.End)
        case finished(RecordTransferOutcome)
    }

    /// How far the device's records are stored; the owner keeps it on disk.
    public private(set) var position: RecordPosition?
    /// When `timePassed` is due; nil when nothing is waited for.
    public private(set) var deadline: Instant?

    private let isNumbered: Bool
    private let silenceMilliseconds: Int64
    private var state = State.idle
    private var reasons: [RecordTransferOutcome.Reason] = []
    private var received = 0

    /// Prepares a transfer.
    ///
    /// - Parameters:
    ///   - position: How far the device's records were stored before; nil when nothing is.
    ///   - isNumbered: Whether the device's records have numbers; those of a pulse oximeter have none.
    ///   - silenceMilliseconds: How long the device may be silent.
    public init(
        resumingAfter position: RecordPosition?,
        isNumbered: Bool = true,
        silenceMilliseconds: Int64 = RecordTransfer.silenceMilliseconds
    ) {
        self.position = isNumbered ? position : nil
        self.isNumbered = isNumbered
        self.silenceMilliseconds = silenceMilliseconds
    }

    /// Begins; the owner has subscribed to the records and to the control point.
    ///
    /// - Parameter now: The time.
    /// - Returns: What to do next.
    public mutating func start(at now: Instant) -> Action {
        guard state == .idle else { return settled }
        return begin(firstReason, at: now)
    }

    /// Takes note of a record that has been stored.
    ///
    /// - Parameters:
    ///   - record: The record's number and bytes; nil when the device's records have no number.
    ///   - now: The time.
    /// - Returns: What to do next.
    public mutating func recordStored(_ record: RecordPosition?, at now: Instant) -> Action {
        // A record of a device that measures meanwhile, or of a pass that is being aborted, is stored and not counted.
        guard case .reporting(var pass) = state else { return settled }
        received += 1
        deadline = deadline(after: now)
        position = pass.note(record, position: position)
        state = .reporting(pass)
        return pass.received > Self.recordLimit ? abort(because: .endless, at: now) : .wait
    }

    /// Takes note of what the control point has indicated.
    ///
    /// - Parameters:
    ///   - response: What was indicated.
    ///   - now: The time.
    /// - Returns: What to do next.
    public mutating func responded(_ response: RecordAccessResponse, at now: Instant) -> Action {
        switch (state, response) {
        case (.counting(var pass), .numberOfRecords(let number)):
            pass.expected = Int(number)
            // Zero may be a mistake of the device, and asking costs nothing: the report itself says "no records".
            return write(.reportRecords(pass.filter), state: .reporting(pass), at: now)
        case (.counting(let pass), .response(.reportNumberOfRecords, _)):
            // A device need not count. Whether it knows the filter, the report will say.
            return write(.reportRecords(pass.filter), state: .reporting(pass), at: now)
        case (.reporting(let pass), .response(.reportRecords, let code)):
            return reported(pass, code, at: now)
        case (.aborting(let end), .response(.abort, _)):
            return finish(end.answeringAbort)
        default:
            // An answer to a question that was not asked: it changes nothing, and the deadline stands.
            return settled
        }
    }

    /// Takes note of the time.
    ///
    /// - Parameter now: The time.
    /// - Returns: What to do next.
    public mutating func timePassed(at now: Instant) -> Action {
        guard let deadline, now >= deadline else { return settled }
        switch state {
        case .counting, .reporting: return abort(because: .timedOut(answeredAbort: false), at: now)
        case .aborting(let end): return finish(end)
        case .idle, .finished: return settled
        }
    }

    /// Stops the transfer on request.
    ///
    /// - Parameter now: The time.
    /// - Returns: What to do next.
    public mutating func abort(at now: Instant) -> Action {
        switch state {
        case .counting, .reporting:
            let action = abort(because: .aborted, at: now)
            deadline = Instant(
                millisecondsSince1970: now.millisecondsSince1970 + min(Self.stopMilliseconds, silenceMilliseconds)
            )
            return action
        case .idle: return finish(.aborted)
        case .aborting, .finished: return settled
        }
    }

    /// Takes note that the device refused a write.
    ///
    /// - Parameter error: The ATT error, for example 0x80, a procedure is already in progress.
    /// - Returns: What to do next.
    public mutating func writeRefused(error: UInt8) -> Action {
        switch state {
        case .counting, .reporting: finish(.writeRefused(error))
        case .aborting(let end): finish(end)
        case .idle, .finished: settled
        }
    }

    /// Takes note that the connection has ended.
    ///
    /// - Returns: What to do next: nothing; the next connection resumes.
    public mutating func disconnected() -> Action {
        if case .finished = state { return settled }
        return finish(.disconnected)
    }
}

extension RecordTransfer {
    /// Why the first pass asks for what it asks for.
    private var firstReason: RecordTransferOutcome.Reason {
        guard isNumbered else { return .unnumbered }
        guard let position else { return .noPosition }
        return position.sequenceNumber > .max - Self.wrapMargin ? .nearWrapAround : .resumed
    }

    private var settled: Action {
        if case .finished(let outcome) = state { return .finish(outcome) }
        return .wait
    }

    private func deadline(after now: Instant) -> Instant {
        Instant(millisecondsSince1970: now.millisecondsSince1970 + silenceMilliseconds)
    }

    private mutating func begin(_ reason: RecordTransferOutcome.Reason, at now: Instant) -> Action {
        reasons.append(reason)
        let start = reason == .resumed ? position : nil
        let pass = RecordPass(from: start)
        return write(.reportNumberOfRecords(pass.filter), state: .counting(pass), at: now)
    }

    private mutating func write(_ request: RecordAccessRequest, state: State, at now: Instant) -> Action {
        self.state = state
        deadline = deadline(after: now)
        return .write(request)
    }

    private mutating func reported(_ pass: RecordPass, _ code: RecordAccessResponseCode, at now: Instant) -> Action {
        switch code {
        case .success: return completed(pass, at: now)
        case .noRecordsFound where pass.received == 0: return completed(pass, at: now)
        case _ where code.isUnsupported && pass.start != nil: return another(.filterUnsupported, after: pass, at: now)
        default: return finish(.refused(code))
        }
    }

    private mutating func completed(_ pass: RecordPass, at now: Instant) -> Action {
        switch pass.continuity {
        case .restarted:
            // Kept on disk as well: if the next pass breaks off, the next connection asks for all.
            position = nil
            return another(.sequenceRestarted, after: pass, at: now)
        case .unconfirmed where pass.start != nil:
            position = nil
            return another(.lastRecordGone, after: pass, at: now)
        case .unconfirmed, .confirmed:
            break
        }
        if let expected = pass.expected, pass.received < expected {
            return another(.recordsMissing, after: pass, at: now)
        }
        if isNumbered { position = pass.end(position: position) }
        return finish(.complete)
    }

    private mutating func another(
        _ reason: RecordTransferOutcome.Reason,
        after pass: RecordPass,
        at now: Instant
    ) -> Action {
        guard reasons.count < Self.passLimit else {
            return finish(.incomplete(expected: pass.expected ?? pass.received, received: pass.received))
        }
        return begin(reason, at: now)
    }

    private mutating func abort(because end: RecordTransferOutcome.End, at now: Instant) -> Action {
        write(.abort, state: .aborting(end), at: now)
    }

    private mutating func finish(_ end: RecordTransferOutcome.End) -> Action {
        let outcome = RecordTransferOutcome(end: end, reasons: reasons, received: received)
        state = .finished(outcome)
        deadline = nil
        return .finish(outcome)
    }
}

extension RecordTransferOutcome.End {
    /// The same end, once the device has answered the abort.
    fileprivate var answeringAbort: RecordTransferOutcome.End {
        if case .timedOut = self { return .timedOut(answeredAbort: true) }
        return self
    }
}
