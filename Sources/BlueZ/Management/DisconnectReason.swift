/// Why a link ended; the numbers are the kernel's.
public enum DisconnectReason: UInt8, Sendable {
    /// No reason was given, or one that this version does not know.
    case unknown = 0
    /// The device was not heard any more.
    case timedOut = 1
    /// This machine ended it.
    case byThisSide = 2
    /// The device ended it.
    case byPeer = 3
    /// The keys did not fit.
    case authenticationFailure = 4
    /// This machine goes to sleep.
    case suspended = 5
}
