import Vitals

/// One measurement of a pulse oximeter, 0x2A5E (Pulse Oximeter Service 1.0, 3.1).
///
/// ```
///  0       1      3    5
/// +-------+------+----+ - - - - - -+ - - - - - - - -+ - - - - - - - + - - - - - +
/// | flags | SpO2 | PR | time stamp |  measurement   |   device and  | amplitude |
/// |       |      |    |            |     status     | sensor status |   index   |
/// +-------+------+----+ - - - - - -+ - - - - - - - -+ - - - - - - - + - - - - - +
///   u8     SFLOAT SFLOAT  7, bit 0     u16, bit 1      u24, bit 2     SFLOAT, bit 3
///   b4 device clock not set
/// ```
public struct PLXSpotCheckMeasurement: CharacteristicValue {
    /// 0x2A5E.
    public static let uuid = CharacteristicUUID.plxSpotCheckMeasurement

    /// Oxygen saturation and pulse rate.
    public let spotCheck: SpO2PR
    /// What the device's clock said.
    public let timestamp: DeviceTimestamp?
    /// What the device reports about the measurement.
    public let measurementStatus: PLXMeasurementStatus?
    /// What the device reports about itself and its sensor.
    public let deviceAndSensorStatus: PLXDeviceAndSensorStatus?
    /// The strength of the pulse, in percent.
    public let pulseAmplitudeIndex: MeasuredValue?
    /// Whether the device says that its clock has not been set.
    public let isDeviceClockUnset: Bool

    /// Describes a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - spotCheck: Oxygen saturation and pulse rate.
    ///   - timestamp: What the device's clock says.
    ///   - measurementStatus: What the device reports about the measurement.
    ///   - deviceAndSensorStatus: What the device reports about itself and its sensor.
    ///   - pulseAmplitudeIndex: The strength of the pulse, in percent.
    ///   - isDeviceClockUnset: Whether the device says that its clock has not been set.
    public init(
        spotCheck: SpO2PR,
        timestamp: DeviceTimestamp? = nil,
        measurementStatus: PLXMeasurementStatus? = nil,
        deviceAndSensorStatus: PLXDeviceAndSensorStatus? = nil,
        pulseAmplitudeIndex: MeasuredValue? = nil,
        isDeviceClockUnset: Bool = false
    ) {
        self.spotCheck = spotCheck
        self.timestamp = timestamp
        self.measurementStatus = measurementStatus
        self.deviceAndSensorStatus = deviceAndSensorStatus
        self.pulseAmplitudeIndex = pulseAmplitudeIndex
        self.isDeviceClockUnset = isDeviceClockUnset
    }

    /// Reads the value from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        spotCheck = try SpO2PR(from: &reader)
        timestamp = flags.contains(.timestamp) ? try reader.dateTime("time stamp") : nil
        measurementStatus =
            flags.contains(.measurementStatus)
            ? try PLXMeasurementStatus(rawValue: reader.uint16("measurement status")) : nil
        deviceAndSensorStatus =
            flags.contains(.deviceAndSensorStatus)
            ? try PLXDeviceAndSensorStatus(rawValue: reader.uint24("device and sensor status")) : nil
        pulseAmplitudeIndex =
            flags.contains(.pulseAmplitudeIndex) ? try reader.sfloat("pulse amplitude index") : nil
        isDeviceClockUnset = flags.contains(.deviceClockUnset)
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as an oximeter would indicate it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(flags.rawValue)
        try spotCheck.write(to: &writer)
        if let timestamp { writer.dateTime(timestamp) }
        if let measurementStatus { writer.uint16(measurementStatus.rawValue) }
        if let deviceAndSensorStatus { writer.uint24(deviceAndSensorStatus.rawValue) }
        if let pulseAmplitudeIndex { try writer.sfloat(pulseAmplitudeIndex, "pulse amplitude index") }
        return writer.bytes
    }

    /// The oxygen saturation, the pulse as a heart rate of its own, and the perfusion index where there is one.
    public var measurements: [DecodedMeasurement] {
        let flags =
            (isDeviceClockUnset ? [.deviceClockNotSet] : [])
            + (measurementStatus?.flags ?? []) + (deviceAndSensorStatus?.flags ?? [])
        let perfusion = pulseAmplitudeIndex.map(Measurement.perfusionIndex)
        return (spotCheck.measurements + [perfusion].compactMap(\.self)).map {
            DecodedMeasurement($0, deviceTime: timestamp, flags: flags)
        }
    }

    private var flags: Flags {
        var flags: Flags = isDeviceClockUnset ? .deviceClockUnset : []
        if timestamp != nil { flags.insert(.timestamp) }
        if measurementStatus != nil { flags.insert(.measurementStatus) }
        if deviceAndSensorStatus != nil { flags.insert(.deviceAndSensorStatus) }
        if pulseAmplitudeIndex != nil { flags.insert(.pulseAmplitudeIndex) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let timestamp = Flags(rawValue: 1 << 0)
        static let measurementStatus = Flags(rawValue: 1 << 1)
        static let deviceAndSensorStatus = Flags(rawValue: 1 << 2)
        static let pulseAmplitudeIndex = Flags(rawValue: 1 << 3)
        static let deviceClockUnset = Flags(rawValue: 1 << 4)
        var reserved: UInt8 { rawValue & 0b1110_0000 }
    }
}
