/// What a glucose meter can do, 0x2A51 (GATT Specification Supplement, Glucose Feature): 16 bits, 11 to 15 reserved.
public struct GlucoseFeature: OptionSet, CharacteristicValue {
    /// 0x2A51.
    public static let uuid = CharacteristicUUID.glucoseFeature

    /// The 16 bits of the value.
    public let rawValue: UInt16

    /// Takes the 16 bits of the value.
    ///
    /// - Parameter rawValue: The bits, reserved ones included.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// It notices a low battery during a measurement.
    public static let lowBatteryDetection = GlucoseFeature(rawValue: 1 << 0)
    /// It notices a sensor that does not work.
    public static let sensorMalfunctionDetection = GlucoseFeature(rawValue: 1 << 1)
    /// It notices a drop that is too small.
    public static let sampleSizeDetection = GlucoseFeature(rawValue: 1 << 2)
    /// It notices a strip that is not inserted properly.
    public static let stripInsertionDetection = GlucoseFeature(rawValue: 1 << 3)
    /// It notices a strip that is not for it.
    public static let stripTypeDetection = GlucoseFeature(rawValue: 1 << 4)
    /// It says when a result is out of its range.
    public static let resultRangeDetection = GlucoseFeature(rawValue: 1 << 5)
    /// It says when it is too hot or too cold.
    public static let temperatureDetection = GlucoseFeature(rawValue: 1 << 6)
    /// It notices a strip that is pulled too soon.
    public static let readInterruptDetection = GlucoseFeature(rawValue: 1 << 7)
    /// It reports its own faults.
    public static let deviceFault = GlucoseFeature(rawValue: 1 << 8)
    /// It reports faults of its clock.
    public static let timeFault = GlucoseFeature(rawValue: 1 << 9)
    /// It can be bonded with several collectors.
    public static let multipleBonds = GlucoseFeature(rawValue: 1 << 10)

    /// Reads the value from the bytes of a read or an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        rawValue = try reader.uint16("glucose feature")
        try reader.finish()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Two bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint16(rawValue)
        return writer.bytes
    }
}
