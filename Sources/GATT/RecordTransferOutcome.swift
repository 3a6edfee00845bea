/// How a transfer of a device's records ended, and why it asked for what it asked for.
public struct RecordTransferOutcome: Hashable, Sendable {
    /// How it ended.
    public enum End: Hashable, Sendable {
        /// Everything that the device holds has been received.
        case complete
        /// The device sent fewer records than it had counted, again and again.
        case incomplete(expected: Int, received: Int)
        /// The device did not answer in time; the connection should be closed when it did not answer the abort either.
        case timedOut(answeredAbort: Bool)
        /// It was aborted on request.
        case aborted
        /// The device sent more records than there are numbers.
        case endless
        /// The device refused, and nothing is left to ask.
        case refused(RecordAccessResponseCode)
        /// The device refused the write itself, with this ATT error.
        case writeRefused(UInt8)
        /// The connection ended.
        case disconnected
    }

    /// Why a request asked for what it asked for; the raw values are for logs.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// All: nothing of the device is stored yet, or nothing is known of its order.
        case noPosition = "records.no-position"
        /// All: the device does not number its records.
        case unnumbered = "records.unnumbered"
        /// From the last stored record on.
        case resumed = "records.resumed"
        /// All: the numbers are about to begin again, or have just.
        case nearWrapAround = "records.near-wrap-around"
        /// All: the device no longer has the last stored record.
        case lastRecordGone = "records.last-record-gone"
        /// All: the device has another record under the number of the last stored one.
        case sequenceRestarted = "records.sequence-restarted"
        /// All: the device cannot be asked for a part.
        case filterUnsupported = "records.filter-unsupported"
        /// Once more: the device sent fewer records than it had counted.
        case recordsMissing = "records.missing"
    }

    /// How it ended.
    public let end: End
    /// Why each request asked for what it asked for, in their order.
    public let reasons: [Reason]
    /// The records that were received, repeats included.
    public let received: Int

    /// Describes an outcome.
    ///
    /// - Parameters:
    ///   - end: How it ended.
    ///   - reasons: Why each request asked for what it asked for, in their order.
    ///   - received: The records that were received, repeats included.
    public init(end: End, reasons: [Reason], received: Int) {
        self.end = end
        self.reasons = reasons
        self.received = received
    }
}
