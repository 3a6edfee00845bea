/// The name by which gateways and the server know a device.
public enum DeviceIdentifier {
    /// Octets of an EUI-48, the form of Bluetooth addresses (IEEE 802, section 8).
    private static let octetCount = 6

    /// The one form of an identifier: a Bluetooth address has upper-case digits, anything else is as it is.
    ///
    /// Identifiers are compared byte for byte and are part of every `MeasurementIdentity`, while people and tools write
    /// addresses in either case.
    public static func canonical(_ identifier: String) -> String {
        isAddress(identifier) ? identifier.uppercased() : identifier
    }

    /// Six octets in hexadecimal, parted by colons.
    private static func isAddress(_ text: String) -> Bool {
        let octets = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        return octets.count == octetCount && octets.allSatisfy { $0.count == 2 && $0.allSatisfy(isDigit) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
