/// Exercise before a measurement, how long and how hard; a meter sends both or neither.
public struct GlucoseExercise: Hashable, Sendable {
    /// How long, in seconds; 0xFFFF is longer than the field can say.
    public let durationSeconds: UInt16
    /// How hard, in percent.
    public let intensityPercent: UInt8

    /// Pairs the two.
    ///
    /// - Parameters:
    ///   - durationSeconds: How long, in seconds.
    ///   - intensityPercent: How hard, in percent.
    public init(durationSeconds: UInt16, intensityPercent: UInt8) {
        self.durationSeconds = durationSeconds
        self.intensityPercent = intensityPercent
    }

    init(from reader: inout ByteReader) throws(GATTError) {
        durationSeconds = try reader.uint16("exercise duration")
        intensityPercent = try reader.uint8("exercise intensity")
    }

    func write(to writer: inout ByteWriter) {
        writer.uint16(durationSeconds)
        writer.uint8(intensityPercent)
    }
}
