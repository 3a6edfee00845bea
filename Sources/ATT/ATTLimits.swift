/// The bounds of the protocol and those that Hearth adds, each with its reason.
public enum ATTLimits {
    /// The MTU of an LE bearer before any exchange (Core Vol 3 Part G 5.2.1), in bytes.
    public static let defaultMTU = 23
    /// The MTU that Hearth asks for: the longest value (512 bytes) with the longest header fits, in bytes.
    public static let maximumMTU = 517
    /// The longest value of an attribute (Core Vol 3 Part F 3.2.9), in bytes.
    public static let maximumValueBytes = 512
    /// How long a peer may take for its answer (Core Vol 3 Part F 3.3.3); the bearer is unusable afterwards.
    public static let transactionTimeout: Duration = .seconds(30)
    /// The most entries that one step of discovery takes: real devices have dozens, a hostile peer could go on.
    public static let maximumDiscoveredEntries = 512
    /// The most values that wait for the handler: as many as a device's memory has numbers for, since a transfer that is
    /// broken off begins anew; some 10 MiB.
    public static let maximumWaitingValues = 65_536
    /// The most notifications that are handed over at once: enough for a disk that takes a tenth of a second for each
    /// write to keep up with the fastest radio, and a bound on what one write has to take.
    public static let maximumHandedOver = 256
    /// The most PDUs that wait for room in the socket: a peer that reads nothing is given up.
    public static let maximumWaitingPDUs = 64
}
