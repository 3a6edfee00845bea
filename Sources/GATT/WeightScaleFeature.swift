/// What a weight scale can do, 0x2A9E (GATT Specification Supplement, Weight Scale Feature): 32 bits.
///
/// The resolutions say how finely the scale measures. They never scale a value: that is fixed by the characteristic of
/// the measurement.
public struct WeightScaleFeature: OptionSet, CharacteristicValue {
    /// 0x2A9E.
    public static let uuid = CharacteristicUUID.weightScaleFeature

    /// The 32 bits of the value.
    public let rawValue: UInt32

    /// Takes the 32 bits of the value.
    ///
    /// - Parameter rawValue: The bits, reserved ones included.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// It sends time stamps.
    public static let timestamp = WeightScaleFeature(rawValue: 1 << 0)
    /// It knows several users.
    public static let multipleUsers = WeightScaleFeature(rawValue: 1 << 1)
    /// It sends the body mass index.
    public static let bodyMassIndex = WeightScaleFeature(rawValue: 1 << 2)

    /// How finely it weighs: 0 not said, 1 (0.5 kg or 1 lb) to 7 (0.005 kg or 0.01 lb).
    public var massResolution: UInt8 { UInt8(rawValue >> 3 & 0xF) }
    /// How finely it measures height: 0 not said, 1 (0.01 m or 1 in) to 3 (0.001 m or 0.1 in).
    public var heightResolution: UInt8 { UInt8(rawValue >> 7 & 0x7) }

    /// Reads the value from the bytes of a read or an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        rawValue = try reader.uint32("feature")
        try reader.finish()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Four bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint32(rawValue)
        return writer.bytes
    }
}
