import Vitals

/// A measurement that could not be put on a patient, kept until a person decides.
public struct QuarantineEntry: Hashable, Sendable {
    /// What a person decided.
    public enum State: Hashable, Sendable {
        /// Nobody has decided yet.
        case pending
        /// It became a reading.
        case released(ReadingID, by: Principal.Subject, at: Instant)
        /// It stays out of every patient's record, for the given reason.
        case discarded(reason: String, by: Principal.Subject, at: Instant)
    }

    /// The key.
    public let id: QuarantineID
    /// Why it is here.
    public let cause: QuarantineCause
    /// More about the cause, without patient data, for example which value is out of range.
    public let detail: String
    /// The measurement as it was submitted.
    public let reading: IncomingReading
    /// The gateway that submitted it.
    public let gateway: GatewayID
    /// When it was stored, on the database's clock.
    public let storedAt: Instant
    /// What a person decided.
    public let state: State

    /// Makes the value; the store does.
    public init(
        id: QuarantineID,
        cause: QuarantineCause,
        detail: String,
        reading: IncomingReading,
        gateway: GatewayID,
        storedAt: Instant,
        state: State
    ) {
        self.id = id
        self.cause = cause
        self.detail = detail
        self.reading = reading
        self.gateway = gateway
        self.storedAt = storedAt
        self.state = state
    }
}
