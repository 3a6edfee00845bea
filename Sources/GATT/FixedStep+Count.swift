import Vitals

/// Counts of which the largest, 0xFFFF, says that the measurement was unsuccessful.
extension ByteReader {
    mutating func count(_ field: String, step: FixedStep) throws(GATTError) -> MeasuredValue {
        let count = try uint16(field)
        return count == .max ? .absent(.unsuccessful) : .number(step.decode(count))
    }
}

extension ByteWriter {
    mutating func count(_ value: MeasuredValue, _ field: String, step: FixedStep) throws(GATTError) {
        switch value {
        case .absent(.unsuccessful):
            return uint16(.max)
        case .number(let number):
            // The largest count is taken: 327.675 kg cannot be said.
            if let count = step.encode(number), count != .max { return uint16(count) }
        case .absent:
            break
        }
        throw GATTError(.notEncodable, at: bytes.count, expected: field)
    }
}
