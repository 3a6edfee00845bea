import Vitals

/// One moment of a pulse oximeter's stream, 0x2A5F (Pulse Oximeter Service 1.0, 3.2).
///
/// ```
///  0       1             5
/// +-------+-------------+ - - - - - - + - - - - - - + - - - - - - + - - - - - - - + - - - - - +
/// | flags |   SpO2PR    |   SpO2PR    |   SpO2PR    | measurement |   device and  | amplitude |
/// |       |   normal    |    fast     |    slow     |   status    | sensor status |   index   |
/// +-------+-------------+ - - - - - - + - - - - - - + - - - - - - + - - - - - - - + - - - - - +
///   u8      2 SFLOAT      2 SFLOAT,     2 SFLOAT,     u16,          u24,            SFLOAT,
///                         bit 0         bit 1         bit 2         bit 3           bit 4
/// ```
public struct PLXContinuousMeasurement: CharacteristicValue {
    /// 0x2A5F.
    public static let uuid = CharacteristicUUID.plxContinuousMeasurement

    /// Oxygen saturation and pulse rate at the device's normal averaging: the reading.
    public let normal: SpO2PR
    /// The same at a faster averaging; never a reading.
    public let fast: SpO2PR?
    /// The same at a slower averaging; never a reading.
    public let slow: SpO2PR?
    /// What the device reports about the measurement.
    public let measurementStatus: PLXMeasurementStatus?
    /// What the device reports about itself and its sensor.
    public let deviceAndSensorStatus: PLXDeviceAndSensorStatus?
    /// The strength of the pulse, in percent.
    public let pulseAmplitudeIndex: MeasuredValue?

    /// Describes a moment of the stream, as a simulated device does.
    ///
    /// - Parameters:
    ///   - normal: Oxygen saturation and pulse rate at the device's normal averaging.
    ///   - fast: The same at a faster averaging.
    ///   - slow: The same at a slower averaging.
    ///   - measurementStatus: What the device reports about the measurement.
    ///   - deviceAndSensorStatus: What the device reports about itself and its sensor.
    ///   - pulseAmplitudeIndex: The strength of the pulse, in percent.
    public init(
        normal: SpO2PR,
        fast: SpO2PR? = nil,
        slow: SpO2PR? = nil,
        measurementStatus: PLXMeasurementStatus? = nil,
        deviceAndSensorStatus: PLXDeviceAndSensorStatus? = nil,
        pulseAmplitudeIndex: MeasuredValue? = nil
    ) {
        self.normal = normal
        self.fast = fast
        self.slow = slow
        self.measurementStatus = measurementStatus
        self.deviceAndSensorStatus = deviceAndSensorStatus
        self.pulseAmplitudeIndex = pulseAmplitudeIndex
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        normal = try SpO2PR(from: &reader)
        fast = flags.contains(.fast) ? try SpO2PR(from: &reader) : nil
        slow = flags.contains(.slow) ? try SpO2PR(from: &reader) : nil
        measurementStatus =
            flags.contains(.measurementStatus)
            ? try PLXMeasurementStatus(rawValue: reader.uint16("measurement status")) : nil
        deviceAndSensorStatus =
            flags.contains(.deviceAndSensorStatus)
            ? try PLXDeviceAndSensorStatus(rawValue: reader.uint24("device and sensor status")) : nil
        pulseAmplitudeIndex =
            flags.contains(.pulseAmplitudeIndex) ? try reader.sfloat("pulse amplitude index") : nil
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as an oximeter would notify it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(flags.rawValue)
        try normal.write(to: &writer)
        try fast?.write(to: &writer)
        try slow?.write(to: &writer)
        if let measurementStatus { writer.uint16(measurementStatus.rawValue) }
        if let deviceAndSensorStatus { writer.uint24(deviceAndSensorStatus.rawValue) }
        if let pulseAmplitudeIndex { try writer.sfloat(pulseAmplitudeIndex, "pulse amplitude index") }
        return writer.bytes
    }

    /// The oxygen saturation at normal averaging, the pulse as a heart rate of its own, and the perfusion index where there
    /// is one.
    public var measurements: [DecodedMeasurement] {
        let flags = (measurementStatus?.flags ?? []) + (deviceAndSensorStatus?.flags ?? [])
        let perfusion = pulseAmplitudeIndex.map(Measurement.perfusionIndex)
        return (normal.measurements + [perfusion].compactMap(\.self)).map { DecodedMeasurement($0, flags: flags) }
    }

    private var flags: Flags {
        var flags: Flags = []
        if fast != nil { flags.insert(.fast) }
        if slow != nil { flags.insert(.slow) }
        if measurementStatus != nil { flags.insert(.measurementStatus) }
        if deviceAndSensorStatus != nil { flags.insert(.deviceAndSensorStatus) }
        if pulseAmplitudeIndex != nil { flags.insert(.pulseAmplitudeIndex) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let fast = Flags(rawValue: 1 << 0)
        static let slow = Flags(rawValue: 1 << 1)
        static let measurementStatus = Flags(rawValue: 1 << 2)
        static let deviceAndSensorStatus = Flags(rawValue: 1 << 3)
        static let pulseAmplitudeIndex = Flags(rawValue: 1 << 4)
        var reserved: UInt8 { rawValue & 0b1110_0000 }
    }
}
