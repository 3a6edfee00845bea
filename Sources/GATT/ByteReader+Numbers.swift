import Vitals

extension ByteReader {
    /// Reads a decimal of 16 bits.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The exact decimal, or why there is none.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func sfloat(_ field: String) throws(GATTError) -> MeasuredValue {
        try MedicalFloat.sfloat.decode(UInt32(uint16(field)))
    }

    /// Reads a decimal of 32 bits.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The exact decimal, or why there is none.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func float(_ field: String) throws(GATTError) -> MeasuredValue {
        try MedicalFloat.float.decode(uint32(field))
    }

    /// Reads an unsigned integer of two bytes that counts steps of a fixed size.
    ///
    /// - Parameters:
    ///   - field: The name of the field, for the error.
    ///   - step: What one count is worth; its exponent is the precision of the result.
    /// - Returns: Count × step, exactly.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte.
    public mutating func scaled(_ field: String, step: FixedStep) throws(GATTError) -> ExactDecimal {
        try step.decode(uint16(field))
    }
}
