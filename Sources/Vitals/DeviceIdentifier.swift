/// The name by which gateways and the server know a device.
public enum DeviceIdentifier {
    /// Six octets of an EUI-48, the form of Bluetooth addresses (IEEE 802, section 8): two digits each, and five
    /// colons.
    private static let addressLength = 17

    /// The one form of an identifier: a Bluetooth address has upper-case digits, anything else is as it is.
    ///
    /// Identifiers are compared byte for byte and are part of every `MeasurementIdentity`, while people and tools write
    /// addresses in either case.
    public static func canonical(_ identifier: String) -> String {
        isAddress(identifier.utf8) && identifier.utf8.contains(where: isLowerCase)
            ? identifier.uppercased() : identifier
    }

    /// True for six octets in hexadecimal, parted by colons.
    public static func isAddress(_ text: String) -> Bool { isAddress(text.utf8) }

    /// Six octets in hexadecimal, parted by colons.
    private static func isAddress(_ text: String.UTF8View) -> Bool {
        guard text.count == addressLength else { return false }
        return text.enumerated().allSatisfy { place, byte in
            place % 3 == 2 ? byte == UInt8(ascii: ":") : isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: isLowerCase(byte)
        }
    }

    private static func isLowerCase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) }
}
