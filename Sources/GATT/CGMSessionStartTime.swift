import Vitals

/// When the session of a continuous glucose monitor began, 0x2AAA (GATT Specification Supplement, CGM Session Start
/// Time).
///
/// ```
///  0            7           8            9
/// +------------+-----------+------------+ - - - - -+
/// | date time  | time zone | DST offset |  E2E-CRC |   7, i8 and u8 in quarters of an hour, u16
/// +------------+-----------+------------+ - - - - -+
/// ```
/// The gateway writes it when it starts a session; the device counts its minutes from it.
public struct CGMSessionStartTime: CharacteristicValue {
    /// 0x2AAA.
    public static let uuid = CharacteristicUUID.cgmSessionStartTime

    /// The local time at which the session began; the date is unknown (0) until somebody has set it.
    public let dateTime: DeviceTimestamp
    /// How far the zone is ahead of UTC in standard time, in quarters of an hour (−48 to 56); nil when not known.
    public let zoneQuarters: Int8?
    /// How far daylight-saving time is ahead, in quarters of an hour (0, 2, 4 or 8); nil when not known.
    public let daylightSavingQuarters: UInt8?
    /// Whether the value has a checksum.
    public let isProtected: Bool

    /// Describes the start of a session.
    ///
    /// - Parameters:
    ///   - dateTime: The local time.
    ///   - zoneQuarters: How far the zone is ahead of UTC in standard time, in quarters of an hour.
    ///   - daylightSavingQuarters: How far daylight-saving time is ahead, in quarters of an hour.
    ///   - isProtected: Whether the value has a checksum.
    public init(
        dateTime: DeviceTimestamp,
        zoneQuarters: Int8? = nil,
        daylightSavingQuarters: UInt8? = nil,
        isProtected: Bool = false
    ) {
        self.dateTime = dateTime
        self.zoneQuarters = zoneQuarters
        self.daylightSavingQuarters = daylightSavingQuarters
        self.isProtected = isProtected
    }

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        dateTime = try reader.dateTime("session start time")
        let zone = Int8(bitPattern: try reader.uint8("time zone"))
        guard zone == Self.unknownZone || Self.zones ~= zone else {
            throw GATTError(.outOfRange, at: reader.offset - 1, expected: "time zone (-48...56 or -128)")
        }
        zoneQuarters = zone == Self.unknownZone ? nil : zone
        let offset = try reader.uint8("DST offset")
        guard offset == Self.unknownOffset || Self.offsets.contains(offset) else {
            throw GATTError(.outOfRange, at: reader.offset - 1, expected: "DST offset (0, 2, 4, 8 or 255)")
        }
        daylightSavingQuarters = offset == Self.unknownOffset ? nil : offset
        isProtected = try reader.finishWithChecksum()
    }

    /// Writes the value.
    ///
    /// - Returns: Nine or eleven bytes.
    /// - Throws: `GATTError.Code.notEncodable` for a zone or an offset that the field does not have.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.dateTime(dateTime)
        if let zoneQuarters, !(Self.zones ~= zoneQuarters) {
            throw GATTError(.notEncodable, at: 7, expected: "time zone (-48...56)")
        }
        writer.uint8(UInt8(bitPattern: zoneQuarters ?? Self.unknownZone))
        if let daylightSavingQuarters, !Self.offsets.contains(daylightSavingQuarters) {
            throw GATTError(.notEncodable, at: 8, expected: "DST offset (0, 2, 4 or 8)")
        }
        writer.uint8(daylightSavingQuarters ?? Self.unknownOffset)
        if isProtected { writer.checksum() }
        return writer.bytes
    }

    private static let unknownZone: Int8 = -128
    private static let zones: ClosedRange<Int8> = -48...56
    private static let unknownOffset: UInt8 = 255
    private static let offsets: Set<UInt8> = [0, 2, 4, 8]
}
