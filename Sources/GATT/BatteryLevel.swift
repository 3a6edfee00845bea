/// The charge of a device's battery, 0x2A19: one byte, 0 to 100 percent
/// (GATT Specification Supplement, Battery Level).
public struct BatteryLevel: CharacteristicValue {
    /// 0x2A19.
    public static let uuid = CharacteristicUUID.batteryLevel

    /// The charge in percent, 0 to 100.
    public let percent: UInt8

    /// Describes a charge, as a simulated device does.
    ///
    /// - Parameter percent: The charge in percent, 0 to 100.
    public init(percent: UInt8) {
        self.percent = percent
    }

    /// Reads the value from the bytes of a read or a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte; more than 100 percent is out of range.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        percent = try reader.uint8("battery level", in: 0...100)
        try reader.finish()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: One byte.
    /// - Throws: `GATTError.Code.notEncodable` for more than 100 percent.
    public func encoded() throws(GATTError) -> [UInt8] {
        guard percent <= 100 else { throw GATTError(.notEncodable, at: 0, expected: "battery level (0...100)") }
        return [percent]
    }
}
