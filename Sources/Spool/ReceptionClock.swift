/// What the time of a reception is worth; the raw values are stored.
public enum ReceptionClock: String, Sendable, Hashable {
    /// The gateway's clock was right, or has been since, and the time was corrected.
    case trusted
    /// The gateway's clock was not known to be right: the value waits until it is.
    case waiting
    /// The gateway was started again before its clock was right: nobody knows when it was.
    case unknown
}
