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
    /// The seconds of a correction: clocks that start in 1970 or at zero are off by decades.
    public static let offsetSeconds = Int(Int32.min)...Int(Int32.max)
    /// The years 1970 to 9999: no device has measured before, and no text has more digits.
    public static let instants =
        Instant(
            millisecondsSince1970: 0
        )...Instant(
            millisecondsSince1970: Instant.millisecondsSince1970Range.upperBound
        )
}
