/// Writes the fields of one PDU in order, little-endian.
struct PDUWriter {
    private(set) var bytes: [UInt8]

    init(_ opcode: ATTOpcode) { bytes = [opcode.rawValue] }

    mutating func uint8(_ value: UInt8) { bytes.append(value) }

    mutating func uint16(_ value: UInt16) {
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(value >> 8))
    }

    mutating func append(_ value: [UInt8]) { bytes.append(contentsOf: value) }
}
