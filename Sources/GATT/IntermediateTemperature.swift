import Vitals

/// A temperature during a measurement, 0x2A1E: shown while the thermometer settles, never a reading.
///
/// The bytes are those of 0x2A1C (GATT Specification Supplement, Intermediate Temperature). It is a
/// type of its own so that no code can take a value that is still rising for a result.
public struct IntermediateTemperature: CharacteristicValue {
    /// 0x2A1E.
    public static let uuid = CharacteristicUUID.intermediateTemperature

    /// The temperature so far.
    public let soFar: TemperatureMeasurement

    /// Describes a moment of a measurement, as a simulated device does.
    ///
    /// - Parameter soFar: The temperature so far.
    public init(_ soFar: TemperatureMeasurement) {
        self.soFar = soFar
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        soFar = try TemperatureMeasurement(decoding: bytes)
    }

    /// Writes the value as a thermometer would notify it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when the temperature has no FLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        try soFar.encoded()
    }
}
