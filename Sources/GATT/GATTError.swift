/// Why bytes are not the characteristic they claim to be, or a value cannot be written as one.
///
/// The error names a byte and a field, never a value, so that its description is safe to log:
/// the bytes themselves are patient data.
public struct GATTError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable name of what went wrong.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The bytes end before the field does.
        case truncated
        /// Bytes follow the last field that the flags announce.
        case trailingBytes = "trailing-bytes"
        /// The field holds a value that its definition does not have.
        case outOfRange = "out-of-range"
        /// The checksum at the end is not that of the bytes before it.
        case checksumMismatch = "checksum-mismatch"
        /// The characteristic is not one that carries measurements known here.
        case unknownCharacteristic = "unknown-characteristic"
        /// A value to be encoded has no exact form in the field.
        case notEncodable = "not-encodable"
    }

    /// What went wrong.
    public let code: Code

    /// The index of the first byte that is wrong, missing or too many; when encoding, where the field would begin.
    public let offset: Int

    /// What the definition has at that byte, for example "systolic pressure (2 bytes)".
    public let expected: String

    /// Describes a fault.
    ///
    /// - Parameters:
    ///   - code: What went wrong.
    ///   - offset: The index of the byte at fault.
    ///   - expected: What belongs there; the name of a field, never a value.
    public init(_ code: Code, at offset: Int, expected: String) {
        self.code = code
        self.offset = offset
        self.expected = expected
    }

    /// The same fault in bytes that begin further on in a value.
    func shifted(by count: Int) -> GATTError {
        GATTError(code, at: offset + count, expected: expected)
    }

    /// The fault in one line, without any value.
    public var description: String {
        "\(code.rawValue) at byte \(offset): expected \(expected)"
    }
}
