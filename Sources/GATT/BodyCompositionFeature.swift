/// What a body-composition scale can do, 0x2A9B (GATT Specification Supplement, Body Composition Feature): 32 bits.
///
/// The resolutions say how finely the scale measures. They never scale a value: that is fixed by the characteristic of
/// the measurement.
public struct BodyCompositionFeature: OptionSet, CharacteristicValue {
    /// 0x2A9B.
    public static let uuid = CharacteristicUUID.bodyCompositionFeature

    /// The 32 bits of the value.
    public let rawValue: UInt32

    /// Takes the 32 bits of the value.
    ///
    /// - Parameter rawValue: The bits, reserved ones included.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// It sends time stamps.
    public static let timestamp = BodyCompositionFeature(rawValue: 1 << 0)
    /// It knows several users.
    public static let multipleUsers = BodyCompositionFeature(rawValue: 1 << 1)
    /// It sends the basal metabolism.
    public static let basalMetabolism = BodyCompositionFeature(rawValue: 1 << 2)
    /// It sends the share of muscle.
    public static let musclePercentage = BodyCompositionFeature(rawValue: 1 << 3)
    /// It sends the mass of muscle.
    public static let muscleMass = BodyCompositionFeature(rawValue: 1 << 4)
    /// It sends the mass of everything but fat.
    public static let fatFreeMass = BodyCompositionFeature(rawValue: 1 << 5)
    /// It sends the mass of everything but fat and bones.
    public static let softLeanMass = BodyCompositionFeature(rawValue: 1 << 6)
    /// It sends the mass of water.
    public static let bodyWaterMass = BodyCompositionFeature(rawValue: 1 << 7)
    /// It sends the impedance.
    public static let impedance = BodyCompositionFeature(rawValue: 1 << 8)
    /// It sends the weight.
    public static let weight = BodyCompositionFeature(rawValue: 1 << 9)
    /// It sends the height.
    public static let height = BodyCompositionFeature(rawValue: 1 << 10)

    /// How finely it weighs: 0 not said, 1 (0.5 kg or 1 lb) to 7 (0.005 kg or 0.01 lb).
    public var massResolution: UInt8 { UInt8(rawValue >> 11 & 0xF) }
    /// How finely it measures height: 0 not said, 1 (0.01 m or 1 in) to 3 (0.001 m or 0.1 in).
    public var heightResolution: UInt8 { UInt8(rawValue >> 15 & 0x7) }

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
