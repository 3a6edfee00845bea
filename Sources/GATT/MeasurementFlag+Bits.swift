import Vitals

extension MeasurementFlag {
    /// Names the bits that are set in a status field.
    ///
    /// - Parameters:
    ///   - bits: The status field.
    ///   - firstBit: The bit that the first name belongs to.
    ///   - names: The names of consecutive bits.
    /// - Returns: The names of the bits that are set, in the order of the bits.
    static func flags(
        setIn bits: some FixedWidthInteger,
        fromBit firstBit: Int,
        _ names: [MeasurementFlag]
    ) -> [MeasurementFlag] {
        names.enumerated().compactMap { index, name in
            bits >> (firstBit + index) & 1 == 1 ? name : nil
        }
    }
}
