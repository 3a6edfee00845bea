/// What became of one submitted measurement.
///
/// Each outcome is durable.
public enum IngestOutcome: Hashable, Sendable {
    /// It was stored as a reading.
    case created(ReadingID)
    /// It had been stored before; nothing was changed.
    case duplicate(ReadingID)
    /// It is kept for a person to review, now or since an earlier submission.
    case quarantined(QuarantineID, QuarantineCause)
}
