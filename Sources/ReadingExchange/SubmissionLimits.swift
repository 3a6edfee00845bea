import Vitals

/// The bounds of a submission on the wire, the same for the gateway that writes and the server that reads.
public enum SubmissionLimits {
    /// The measurements of one request: enough for the memory of a device, and a transaction of bounded length.
    public static let itemCount = 1...1000
    /// The bytes of a device's identifier: an address, a serial number or a UUID with room to spare.
    public static let deviceBytes = 1...64
    /// The bytes of a characteristic's value (Bluetooth Core, Vol 3, Part F, 3.2.9: an attribute has at most 512).
    public static let rawBytes = 1...512
    /// A user index is one byte in every profile, and 255 says that the user is unknown.
    public static let userIndex = 0...254
    /// A sequence number has 16 bits in every profile.
    public static let sequenceNumber = 0...Int(UInt16.max)
    /// The flags of one measurement: a broken oximeter may set all 30 bits of its status, and must still be heard.
    public static let flagCount = 0...48
    /// The bytes of one flag's name.
    public static let flagBytes = 1...40
    /// The seconds of a correction: from one end of `instants` to the other, since a clock may show anything.
    public static let offsetSeconds = -315_537_897_599...315_537_897_599
    /// The years 0001 to 9999: what a broken clock shows is for the server to put aside, so that a person sees it.
    ///
    /// The year 0000 is how a device says that it does not know the year, so that no instant has it.
    public static let instants =
        Instant(
            millisecondsSince1970: -62_135_596_800_000
        )...Instant(
            millisecondsSince1970: Instant.millisecondsSince1970Range.upperBound
        )
}
