import Vitals

/// What a pulse oximeter reports about itself and its sensor (Pulse Oximeter Service 1.0, 3.1.1.5).
///
/// The field has 24 bits; bits 16 to 23 are reserved.
public struct PLXDeviceAndSensorStatus: RawRepresentable, Hashable, Sendable {
    /// The 24 bits of the field.
    public let rawValue: UInt32

    /// Takes the 24 bits of the field.
    ///
    /// - Parameter rawValue: The bits, reserved ones included; bits 24 to 31 do not exist.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// What the bits mean, in their order.
    public var flags: [MeasurementFlag] {
        MeasurementFlag.flags(
            setIn: rawValue,
            fromBit: 0,
            [
                .extendedDisplayUpdate, .equipmentMalfunction, .signalIrregularity, .inadequateSignal, .poorSignal,
                .lowPerfusion, .erraticSignal, .nonpulsatileSignal, .questionablePulse, .signalAnalysisOngoing,
                .sensorInterference, .sensorUnconnectedToUser, .unknownSensor, .sensorDisplaced, .sensorMalfunction,
                .sensorDisconnected,
            ]
        )
    }
}
