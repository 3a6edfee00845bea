import Vitals

/// A body temperature, 0x2A1C (GATT Specification Supplement, Temperature Measurement).
///
/// ```
///  0       1             5
/// +-------+-------------+ - - - - - - -+ - - - - - -+
/// | flags | temperature |  time stamp  |    type    |
/// +-------+-------------+ - - - - - - -+ - - - - - -+
///   u8      FLOAT         7, if bit 1    u8, if bit 2
///   b0 Fahrenheit
/// ```
public struct TemperatureMeasurement: CharacteristicValue {
    /// 0x2A1C.
    public static let uuid = CharacteristicUUID.temperatureMeasurement

    /// The unit of the temperature, Celsius or Fahrenheit.
    public let unit: TemperatureUnit
    /// The temperature.
    public let temperature: MeasuredValue
    /// What the device's clock said.
    public let timestamp: DeviceTimestamp?
    /// Where on the body it was measured.
    public let type: TemperatureType?

    /// Describes a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - unit: The unit of the temperature, Celsius or Fahrenheit.
    ///   - temperature: The temperature.
    ///   - timestamp: What the device's clock says.
    ///   - type: Where on the body it is measured.
    public init(
        unit: TemperatureUnit = .degreesCelsius,
        temperature: MeasuredValue,
        timestamp: DeviceTimestamp? = nil,
        type: TemperatureType? = nil
    ) {
        self.unit = unit
        self.temperature = temperature
        self.timestamp = timestamp
        self.type = type
    }

    /// Reads the value from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        unit = flags.contains(.fahrenheit) ? .degreesFahrenheit : .degreesCelsius
        temperature = try reader.float("temperature")
        timestamp = flags.contains(.timestamp) ? try reader.dateTime("time stamp") : nil
        type = flags.contains(.type) ? try TemperatureType(rawValue: reader.uint8("temperature type")) : nil
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as a thermometer would indicate it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when the temperature has no FLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var flags: Flags = unit == .degreesFahrenheit ? .fahrenheit : []
        if timestamp != nil { flags.insert(.timestamp) }
        if type != nil { flags.insert(.type) }
        var writer = ByteWriter()
        writer.uint8(flags.rawValue)
        try writer.float(temperature, "temperature")
        if let timestamp { writer.dateTime(timestamp) }
        if let type { writer.uint8(type.rawValue) }
        return writer.bytes
    }

    /// The measurement, taken at a place that the device says apart from it (0x2A1D) where it says none itself.
    ///
    /// - Parameter type: What the device says; nil when it says nothing.
    /// - Returns: The measurement with its place, as far as it is known.
    public func taken(at type: TemperatureType?) -> TemperatureMeasurement {
        TemperatureMeasurement(unit: unit, temperature: temperature, timestamp: timestamp, type: self.type ?? type)
    }

    /// The body temperature.
    public var measurements: [DecodedMeasurement] {
        [
            DecodedMeasurement(
                .bodyTemperature(temperature, unit: unit),
                deviceTime: timestamp,
                flags: [type?.flag].compactMap(\.self)
            )
        ]
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let fahrenheit = Flags(rawValue: 1 << 0)
        static let timestamp = Flags(rawValue: 1 << 1)
        static let type = Flags(rawValue: 1 << 2)
        var reserved: UInt8 { rawValue & 0b1111_1000 }
    }
}
