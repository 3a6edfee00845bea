import CLibPQ

/// A statement's parameters as libpq takes them: one run of bytes, and where in it each parameter lies.
struct EncodedParameters {
    /// What the protocol's 16-bit count can say.
    private static let maximumCount = 65_535
    private static let textFormat: Int32 = 0
    private static let binaryFormat: Int32 = 1

    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [PostgresValue]) throws(PostgresError) {
        guard values.count <= EncodedParameters.maximumCount else {
            throw PostgresError(.invalidParameter, "\(values.count) parameters are more than a statement can have")
        }
        for (index, value) in values.enumerated() {
            types.append(try value.parameterType().rawValue)
            try append(value, number: index + 1)
        }
    }

    private mutating func append(_ value: PostgresValue, number: Int) throws(PostgresError) {
        let start = bytes.count
        switch value {
        case .text(let text), .jsonb(let text):
            bytes.append(contentsOf: text.utf8)
            // libpq ends a parameter in text format at its first NUL, and the server takes none anyway.
            guard !bytes[start...].contains(0) else {
                throw PostgresError(.invalidParameter, "the text of parameter \(number) has a NUL character")
            }
            bytes.append(0)
            formats.append(EncodedParameters.textFormat)
        default:
            try value.appendBinary(to: &bytes)
            formats.append(EncodedParameters.binaryFormat)
        }
        guard let length = Int32(exactly: bytes.count - start) else {
            throw PostgresError(.invalidParameter, "parameter \(number) is longer than two gigabytes")
        }
        lengths.append(length)
        offsets.append(value.isNull ? nil : start)
    }

    /// Hands over count, values, lengths and formats; they are valid within `body` only.
    func withPointers<Result>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        // An empty value needs an address as well: nil means NULL.
        (bytes.isEmpty ? [0] : bytes).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                let pointers = offsets.map { offset in offset.flatMap { characters.baseAddress?.advanced(by: $0) } }
                return body(Int32(lengths.count), pointers, lengths, formats)
            }
        }
    }
}
