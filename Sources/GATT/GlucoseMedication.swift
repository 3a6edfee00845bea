import Vitals

/// Medication that was taken, which and how much; a meter sends both or neither.
public struct GlucoseMedication: Hashable, Sendable {
    /// The two units of an amount.
    public enum Unit: Hashable, Sendable, CaseIterable {
        /// Kilograms.
        case kilograms
        /// Litres.
        case litres
    }

    /// Which medication.
    public let id: GlucoseMedicationID
    /// How much, in the unit.
    public let amount: MeasuredValue
    /// The unit of the amount.
    public let unit: Unit

    /// Describes medication.
    ///
    /// - Parameters:
    ///   - id: Which medication.
    ///   - amount: How much, in the unit.
    ///   - unit: The unit of the amount.
    public init(_ id: GlucoseMedicationID, amount: MeasuredValue, unit: Unit) {
        self.id = id
        self.amount = amount
        self.unit = unit
    }

    init(from reader: inout ByteReader, unit: Unit) throws(GATTError) {
        id = try GlucoseMedicationID(rawValue: reader.uint8("medication id"))
        amount = try reader.sfloat("medication")
        self.unit = unit
    }

    func write(to writer: inout ByteWriter) throws(GATTError) {
        writer.uint8(id.rawValue)
        try writer.sfloat(amount, "medication")
    }
}
