import Vitals

/// Body mass index and height, which a scale sends together or not at all.
public struct BodyMassIndexAndHeight: Hashable, Sendable {
    /// Body mass index in kg/m², whatever units the scale uses.
    public let bodyMassIndex: ExactDecimal
    /// Height in metres or inches.
    public let height: ExactDecimal

    /// Pairs two values.
    ///
    /// - Parameters:
    ///   - bodyMassIndex: Body mass index in kg/m².
    ///   - height: Height in metres or inches.
    public init(bodyMassIndex: ExactDecimal, height: ExactDecimal) {
        self.bodyMassIndex = bodyMassIndex
        self.height = height
    }

    init(from reader: inout ByteReader, system: UnitSystem) throws(GATTError) {
        bodyMassIndex = try reader.scaled("body mass index", step: .bodyMassIndex)
        height = try reader.scaled("height", step: system.heightStep)
    }

    func write(to writer: inout ByteWriter, system: UnitSystem) throws(GATTError) {
        try writer.scaled(bodyMassIndex, "body mass index", step: .bodyMassIndex)
        try writer.scaled(height, "height", step: system.heightStep)
    }

    func measurements(system: UnitSystem) -> [Measurement] {
        [.bodyMassIndex(.number(bodyMassIndex)), .bodyHeight(.number(height), system: system)]
    }
}
