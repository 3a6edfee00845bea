/// Finds measurements that the gateway may rightly take for a repetition of the one before.
///
/// A value without a time stamp that comes again, byte for byte, after a connection ended right behind a confirmation
/// could be either: a second measurement, or the first one from a device that never got its confirmation. Decision
/// 0014 says which the spool takes it for.
struct RepeatWatch {
    /// The bytes of each such measurement, as often as it was sent.
    private(set) var doubtful: [[UInt8]] = []
    private var lastSent: [UInt8]?
    private var lastConfirmed: [UInt8]?
    private var isFirstOfConnection = false

    /// A gateway has connected.
    mutating func connected() { isFirstOfConnection = true }

    /// The device has sent a value.
    mutating func sent(_ bytes: [UInt8]) {
        if isFirstOfConnection, bytes == lastConfirmed { doubtful.append(bytes) }
        isFirstOfConnection = false
        lastSent = bytes
    }

    /// The gateway has confirmed the last value.
    mutating func confirmed() { lastConfirmed = lastSent }
}
