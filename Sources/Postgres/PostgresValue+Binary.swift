import Foundation

/// The binary forms, as the server's `*_recv` functions read them: network byte order throughout.
extension PostgresValue {
    /// The version that leads a binary `jsonb`.
    static let jsonbVersion: UInt8 = 1

    /// The type of a value inside of an array; nil for NULL and for arrays, which do not nest.
    private var elementType: PostgresType? {
        switch self {
        case .null, .array: nil
        case .text: .text
        case .int2: .int2
        case .int4: .int4
        case .int8: .int8
        case .bool: .bool
        case .float8: .float8
        case .numeric: .numeric
        case .uuid: .uuid
        case .bytea: .bytea
        case .timestamptz: .timestamptz
        case .date: .date
        case .jsonb: .jsonb
        }
    }

    /// The type that is announced to the server.
    func parameterType() throws(PostgresError) -> PostgresType {
        switch self {
        case .null, .text: return .inferred
        case .array(_, let type):
            if let arrayType = type.arrayType { return arrayType }
            throw PostgresError(.invalidParameter, "arrays of \(type) cannot be sent")
        default: return elementType ?? .inferred
        }
    }

    /// Appends the binary form of a value that is not NULL.
    func appendBinary(to bytes: inout [UInt8]) throws(PostgresError) {
        switch self {
        case .null: break
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .int2(let value): bytes.appendInteger(value)
        case .int4(let value): bytes.appendInteger(value)
        case .int8(let value): bytes.appendInteger(value)
        case .bool(let value): bytes.append(value ? 1 : 0)
        case .float8(let value): bytes.appendInteger(value.bitPattern)
        case .numeric(let value): try value.appendBinary(to: &bytes)
        case .uuid(let value): withUnsafeBytes(of: value.uuid) { bytes.append(contentsOf: $0) }
        case .bytea(let value): bytes.append(contentsOf: value)
        case .timestamptz(let value): bytes.appendInteger(value.microsecondsSince2000)
        case .date(let value): bytes.appendInteger(value.daysSince2000)
        case .jsonb(let text):
            bytes.append(PostgresValue.jsonbVersion)
            bytes.append(contentsOf: text.utf8)
        case .array(let elements, let type):
            try PostgresValue.appendArray(elements, of: type, to: &bytes)
        }
    }

    /// Appends the binary form of an array with one dimension, as array_send in the server's arrayfuncs.c has it.
    ///
    ///     | dimensions: 4 | has NULL: 4 | element type: 4 | length: 4 | lower bound: 4 | size: 4 | element | …
    ///
    /// Length and lower bound are there once per dimension (an empty array has none); the size of NULL is -1.
    private static func appendArray(
        _ elements: [PostgresValue],
        of type: PostgresType,
        to bytes: inout [UInt8]
    ) throws(PostgresError) {
        bytes.appendInteger(Int32(elements.isEmpty ? 0 : 1))
        bytes.appendInteger(Int32(elements.contains(where: \.isNull) ? 1 : 0))
        bytes.appendInteger(type.rawValue)
        if elements.isEmpty { return }
        bytes.appendInteger(Int32(elements.count))
        bytes.appendInteger(Int32(1))
        for element in elements {
            guard !element.isNull else {
                bytes.appendInteger(Int32(-1))
                continue
            }
            guard element.elementType == type else {
                throw PostgresError(.invalidParameter, "an element is not of the array's type \(type)")
            }
            let start = bytes.count
            bytes.appendInteger(Int32(0))
            try element.appendBinary(to: &bytes)
            bytes.replaceInteger(at: start, with: Int32(bytes.count - start - 4))
        }
    }
}
