import Vitals

/// A glucose concentration with its sample, which a meter sends together or not at all.
public struct GlucoseConcentration: Hashable, Sendable {
    /// The concentration in the unit of the measurement, mg/dL or mmol/L.
    public let value: MeasuredValue
    /// What was measured, and where it was taken.
    public let sample: GlucoseSample

    /// Pairs a concentration with its sample.
    ///
    /// - Parameters:
    ///   - value: The concentration in mg/dL or mmol/L.
    ///   - sample: What was measured, and where it was taken.
    public init(_ value: MeasuredValue, in sample: GlucoseSample) {
        self.value = value
        self.sample = sample
    }

    init(from reader: inout ByteReader, unit: GlucoseConcentrationUnit) throws(GATTError) {
        value = try unit.read(from: &reader, "glucose concentration")
        sample = try GlucoseSample(byte: reader.uint8("type and sample location"))
    }

    func write(to writer: inout ByteWriter, unit: GlucoseConcentrationUnit) throws(GATTError) {
        try unit.write(value, to: &writer, "glucose concentration")
        writer.uint8(sample.byte)
    }
}
