import Vitals

/// Carbohydrates that were eaten, with what; a meter sends both or neither.
public struct GlucoseCarbohydrate: Hashable, Sendable {
    /// What they were eaten with.
    public let id: GlucoseCarbohydrateID
    /// Their mass in kilograms.
    public let kilograms: MeasuredValue

    /// Pairs the two.
    ///
    /// - Parameters:
    ///   - id: What they were eaten with.
    ///   - kilograms: Their mass in kilograms.
    public init(_ id: GlucoseCarbohydrateID, kilograms: MeasuredValue) {
        self.id = id
        self.kilograms = kilograms
    }

    init(from reader: inout ByteReader) throws(GATTError) {
        id = try GlucoseCarbohydrateID(rawValue: reader.uint8("carbohydrate id"))
        kilograms = try reader.sfloat("carbohydrate")
    }

    func write(to writer: inout ByteWriter) throws(GATTError) {
        writer.uint8(id.rawValue)
        try writer.sfloat(kilograms, "carbohydrate")
    }
}
