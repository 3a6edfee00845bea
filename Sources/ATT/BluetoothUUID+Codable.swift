extension BluetoothUUID: Codable {
    /// Reads the text form, as `description` writes it.
    ///
    /// - Throws: `DecodingError.dataCorrupted` when the text is no UUID.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = try container.decode(String.self).filter { $0 != "-" }
        if digits.count == 4, let short = UInt16(digits, radix: 16) {
            self.init(short)
        } else if digits.count == 32, let value = UInt128(digits, radix: 16) {
            self.init(value: value)
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a Bluetooth UUID")
        }
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
