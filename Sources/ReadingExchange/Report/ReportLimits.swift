/// The bounds of a gateway's report on the wire, the same for the gateway that writes and the server that reads.
public enum ReportLimits {
    /// The bytes of a program's version.
    public static let versionBytes = 1...64
    /// A number of seconds, values or bytes: what every reader of JSON holds exactly (RFC 8259, section 6).
    public static let count = 0...9_007_199_254_740_991
    /// The devices of one gateway: several times what one adapter serves.
    public static let deviceCount = 0...64
    /// The share of a battery that is left (Bluetooth Battery Service 1.1, section 3.1).
    public static let batteryPercent = 0...100
}
