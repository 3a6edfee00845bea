import Vitals

/// The clock of a device, 0x2A2B (Current Time Service 1.1, 3.1; GATT Specification Supplement, Current Time).
///
/// ```
///  0              7             8              9               10
/// +--------------+-------------+--------------+---------------+
/// |  date time   | day of week | fractions256 | adjust reason |   7, u8, u8, u8
/// +--------------+-------------+--------------+---------------+
/// ```
public struct CurrentTime: CharacteristicValue {
    /// Why the clock was last changed; bits 4 to 7 are reserved.
    public struct AdjustReason: OptionSet, Hashable, Sendable {
        /// The byte of the field.
        public let rawValue: UInt8

        /// Takes the byte of the field.
        ///
        /// - Parameter rawValue: The bits, reserved ones included.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// A person set the clock.
        public static let manual = AdjustReason(rawValue: 1 << 0)
        /// The clock followed a reference.
        public static let externalReference = AdjustReason(rawValue: 1 << 1)
        /// The time zone changed.
        public static let timeZone = AdjustReason(rawValue: 1 << 2)
        /// Daylight-saving time began or ended.
        public static let daylightSaving = AdjustReason(rawValue: 1 << 3)
    }

    /// 0x2A2B.
    public static let uuid = CharacteristicUUID.currentTime

    /// What the device's clock says, without a zone.
    public let dateTime: DeviceTimestamp
    /// 1 Monday to 7 Sunday; 0 when the device does not know.
    public let dayOfWeek: UInt8
    /// The part of the second that has passed, in 1/256 s.
    public let fractions256: UInt8
    /// Why the clock was last changed.
    public let adjustReason: AdjustReason

    /// Describes a clock, as a simulated device does.
    ///
    /// - Parameters:
    ///   - dateTime: What the device's clock says.
    ///   - dayOfWeek: 1 Monday to 7 Sunday; 0 when the device does not know.
    ///   - fractions256: The part of the second that has passed, in 1/256 s.
    ///   - adjustReason: Why the clock was last changed.
    public init(
        dateTime: DeviceTimestamp,
        dayOfWeek: UInt8 = 0,
        fractions256: UInt8 = 0,
        adjustReason: AdjustReason = []
    ) {
        self.dateTime = dateTime
        self.dayOfWeek = dayOfWeek
        self.fractions256 = fractions256
        self.adjustReason = adjustReason
    }

    /// Reads the value from the bytes of a read or a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        dateTime = try reader.dateTime("date time")
        dayOfWeek = try reader.uint8("day of week", in: 0...7)
        fractions256 = try reader.uint8("fractions 256")
        adjustReason = try AdjustReason(rawValue: reader.uint8("adjust reason"))
        try reader.finish()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Ten bytes.
    /// - Throws: `GATTError.Code.notEncodable` for a day of the week above 7.
    public func encoded() throws(GATTError) -> [UInt8] {
        guard dayOfWeek <= 7 else { throw GATTError(.notEncodable, at: 7, expected: "day of week (0...7)") }
        var writer = ByteWriter()
        writer.dateTime(dateTime)
        writer.uint8(dayOfWeek)
        writer.uint8(fractions256)
        writer.uint8(adjustReason.rawValue)
        return writer.bytes
    }
}
