/// The bounds of the spool, each with its reason.
public enum SpoolLimits {
    /// The bytes that a spool may hold unless configured: years of one household.
    public static let defaultMaximumBytes = 512 << 20
    /// The least bytes that can be configured: the empty tables and a day of one household.
    public static let leastMaximumBytes = 1 << 20
    /// The share at which the spool is nearly full, in percent; there is time to act before devices are refused.
    public static let pressurePercent = 80
    /// How long after its first reception an indication that was never confirmed is recognised when it comes again.
    ///
    /// A device repeats what was not confirmed as soon as it is connected again, which takes minutes at most; a person
    /// who measures again gets the same bytes by chance after longer.
    public static let redeliveryWindowMilliseconds: Int64 = 10 * 60 * 1000
    /// The undecodable indications that are tried again at a start: seconds of work, though a device sent rubbish for
    /// long.
    public static let retriedIndications = 1000
    /// The identities of delivered measurements that are kept: the memories of a hundred devices, in about 4 MiB.
    public static let deliveredIdentities = 50_000
    /// Seconds to wait for another process that looks at the file.
    static let busySeconds = 5.0
}
