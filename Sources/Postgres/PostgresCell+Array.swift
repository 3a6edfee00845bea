extension [UInt8]: PostgresDecodable {
    /// Reads a `bytea`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self.init(try cell.bytes(of: .bytea, as: [UInt8].self))
    }
}

/// Reading arrays of at most one dimension; their form is drawn where they are encoded.
extension PostgresCell {
    private static let headerBytes = 12
    private static let dimensionBytes = 8
    private static let sizeBytes = 4

    func array<Element: PostgresDecodable>(of element: Element.Type) throws(PostgresError) -> [Element] {
        let bytes = try nonNull(as: [Element].self)
        guard bytes.count >= PostgresCell.headerBytes else { throw mismatch([Element].self, "it is no array") }
        let dimensions = bytes.integer(at: 0, as: Int32.self)
        let elementType = PostgresType(rawValue: bytes.integer(at: 8, as: UInt32.self))
        if dimensions == 0, bytes.count == PostgresCell.headerBytes { return [] }
        var offset = PostgresCell.headerBytes + PostgresCell.dimensionBytes
        guard dimensions == 1, bytes.count >= offset else {
            throw mismatch([Element].self, "it is no array of one dimension")
        }
        var elements: [Element] = []
        for _ in 0..<max(0, bytes.integer(at: PostgresCell.headerBytes, as: Int32.self)) {
            let value = try takeElement(from: bytes, at: &offset, as: [Element].self)
            elements.append(try Element(postgres: PostgresCell(column: column, type: elementType, bytes: value)))
        }
        return elements
    }

    /// The next element's bytes, or nil for NULL.
    private func takeElement(
        from bytes: UnsafeRawBufferPointer,
        at offset: inout Int,
        as target: Any.Type
    ) throws(PostgresError) -> UnsafeRawBufferPointer? {
        guard offset + PostgresCell.sizeBytes <= bytes.count else { throw mismatch(target, "it is cut short") }
        let size = Int(bytes.integer(at: offset, as: Int32.self))
        offset += PostgresCell.sizeBytes
        if size < 0 { return nil }
        guard offset + size <= bytes.count else { throw mismatch(target, "it is cut short") }
        defer { offset += size }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size])
    }
}
