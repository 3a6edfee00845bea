/// Why a person's action on an alert is refused.
public enum AlertRefusal: String, Error, Sendable, Hashable, CustomStringConvertible {
    /// Someone has acknowledged it already.
    case alreadyAcknowledged = "already-acknowledged"
    /// The alert is over.
    case alreadyCleared = "already-cleared"
    /// An alert is resolved with a note that says why.
    case noteMissing = "note-missing"
    /// The note is longer than `AlertLifecycle.maximumNoteLength`.
    case noteTooLong = "note-too-long"

    /// Stable, for programs.
    public var code: String { "alert.\(rawValue)" }

    /// Safe to log.
    public var description: String { code }
}
