/// What became of one submitted measurement.
///
/// Each outcome but a refusal is durable.
public enum IngestOutcome: Hashable, Sendable {
    /// It was stored as a reading.
    case created(ReadingID)
    /// It had been stored before; nothing was changed.
    case duplicate(ReadingID)
    /// It is kept for a person to review, now or since an earlier submission.
    case quarantined(QuarantineID, QuarantineCause)
    /// The database does not take it, as a reading or otherwise; nothing of it is stored.
    case refused
}
