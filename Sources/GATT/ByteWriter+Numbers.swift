import Vitals

extension ByteWriter {
    /// Writes a decimal of 16 bits.
    ///
    /// - Parameters:
    ///   - value: The number or why there is none.
    ///   - field: The name of the field, for the error.
    /// - Throws: `GATTError.Code.notEncodable` when the format has no room for the value at its precision.
    public mutating func sfloat(_ value: MeasuredValue, _ field: String) throws(GATTError) {
        try uint16(UInt16(truncatingIfNeeded: encodable(MedicalFloat.sfloat.encode(value), field)))
    }

    /// Writes a decimal of 32 bits.
    ///
    /// - Parameters:
    ///   - value: The number or why there is none.
    ///   - field: The name of the field, for the error.
    /// - Throws: `GATTError.Code.notEncodable` when the format has no room for the value at its precision.
    public mutating func float(_ value: MeasuredValue, _ field: String) throws(GATTError) {
        try uint32(encodable(MedicalFloat.float.encode(value), field))
    }

    /// Writes a decimal as a count of steps of a fixed size in two bytes.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - field: The name of the field, for the error.
    ///   - step: What one count is worth.
    /// - Throws: `GATTError.Code.notEncodable` when the value is no whole number of steps or has no room.
    public mutating func scaled(_ value: ExactDecimal, _ field: String, step: FixedStep) throws(GATTError) {
        try uint16(encodable(step.encode(value), field))
    }

    private func encodable<Bits>(_ bits: Bits?, _ field: String) throws(GATTError) -> Bits {
        guard let bits else { throw GATTError(.notEncodable, at: bytes.count, expected: field) }
        return bits
    }
}
