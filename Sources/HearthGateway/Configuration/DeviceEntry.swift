import BlueZ
import Settings

/// One line of the configured devices: who it is, and where its bearer is.
public struct DeviceEntry: Sendable, Equatable {
    /// The identifier by which the server knows the device: its Bluetooth address, upper case.
    public var identifier: String
    /// Where its ATT bearer is.
    public var address: BearerAddress

    /// Makes an entry.
    public init(identifier: String, address: BearerAddress) {
        self.identifier = identifier
        self.address = address
    }

    /// The entry of a paired device that is not configured: the server knows it by its address.
    init(paired address: BluetoothAddress) {
        self.init(identifier: address.description, address: .bluetooth(address))
    }

    /// Reads `IDENTIFIER unix:PATH` or `IDENTIFIER bluetooth:ADDRESS`.
    ///
    /// - Throws: `SettingsError.malformed` for the key `devices`.
    public init(line: String) throws(SettingsError) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, DeviceEntry.isIdentifier(parts[0]), let address = BearerAddress(parts[1]) else {
            throw .malformed(
                key: "devices",
                expected: "lines of the form \"E8:07:01:02:03:04 bluetooth:E8:07:01:02:03:04\""
            )
        }
        self.init(identifier: parts[0].uppercased(), address: address)
    }

    /// Reads all lines.
    ///
    /// - Throws: `SettingsError.malformed` for the key `devices`, also when a device has two lines or is to be reached
    ///   over an adapter that the gateway does not have.
    static func all(reading settings: SettingsReader, hasBluetooth: Bool) throws(SettingsError) -> [DeviceEntry] {
        var devices: [DeviceEntry] = []
        for line in settings.texts("devices") { devices.append(try DeviceEntry(line: line)) }
        guard Set(devices.map(\.identifier)).count == devices.count else {
            throw .malformed(key: "devices", expected: "one line for each device")
        }
        for device in devices {
            if case .bluetooth = device.address, !hasBluetooth {
                throw .malformed(key: "devices", expected: "bluetooth.adapter to be set for a Bluetooth device")
            }
        }
        return devices
    }

    /// Reads identifiers alone.
    ///
    /// - Throws: `SettingsError.malformed` for the key.
    static func identifiers(_ texts: [String], key: String) throws(SettingsError) -> Set<String> {
        guard texts.allSatisfy(isIdentifier) else {
            throw .malformed(key: key, expected: "identifiers of devices, as E8:07:01:02:03:04")
        }
        return Set(texts.map { $0.uppercased() })
    }

    /// Six octets in hexadecimal, parted by colons (EUI-48).
    private static func isIdentifier(_ text: String) -> Bool {
        let octets = text.split(separator: ":", omittingEmptySubsequences: false)
        return octets.count == 6 && octets.allSatisfy { $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) }
    }
}
