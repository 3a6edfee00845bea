import Vitals

/// Oxygen saturation and pulse rate, always sent as a pair (Pulse Oximeter Service 1.0, 3.1.1.2).
///
/// ```
///  0      2      4
/// +------+------+
/// | SpO2 |  PR  |   SFLOAT percent, SFLOAT beats per minute
/// +------+------+
/// ```
public struct SpO2PR: Hashable, Sendable {
    /// Oxygen saturation in percent.
    public let oxygenSaturation: MeasuredValue

    /// Pulse rate in beats per minute.
    public let pulseRate: MeasuredValue

    /// Pairs two values.
    ///
    /// - Parameters:
    ///   - oxygenSaturation: Oxygen saturation in percent.
    ///   - pulseRate: Pulse rate in beats per minute.
    public init(oxygenSaturation: MeasuredValue, pulseRate: MeasuredValue) {
        self.oxygenSaturation = oxygenSaturation
        self.pulseRate = pulseRate
    }

    init(from reader: inout ByteReader) throws(GATTError) {
        oxygenSaturation = try reader.sfloat("oxygen saturation")
        pulseRate = try reader.sfloat("pulse rate")
    }

    func write(to writer: inout ByteWriter) throws(GATTError) {
        try writer.sfloat(oxygenSaturation, "oxygen saturation")
        try writer.sfloat(pulseRate, "pulse rate")
    }

    var measurements: [Measurement] {
        [.oxygenSaturation(oxygenSaturation), .heartRate(pulseRate)]
    }
}
