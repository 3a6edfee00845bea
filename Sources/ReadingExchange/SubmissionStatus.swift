/// What became of one item of a request.
public enum SubmissionStatus: String, Sendable, Hashable, CaseIterable {
    /// It was stored as a reading.
    case created
    /// It had been stored before; nothing was changed.
    case duplicate
    /// It is kept for a person to review, with the reason.
    case quarantined
    /// It is not a measurement that can be stored, with the reason; to send it again is of no use.
    case refused
}
