import GATT
import Testing

@Suite("Reading bytes")
struct ByteReaderTests {
    @Test("Integers are little-endian")
    func littleEndian() throws {
        var reader = ByteReader(try bytes("01 0203 040506 0708090A 0B0C0D0E0F"))
        #expect(try reader.uint8("a") == 0x01)
        #expect(try reader.uint16("b") == 0x0302)
        #expect(try reader.uint24("c") == 0x06_0504)
        #expect(try reader.uint32("d") == 0x0A09_0807)
        #expect(try reader.uint40("e") == 0x0F_0E0D_0C0B)
        try reader.finish()
    }

    @Test("A missing byte is named by its index and by the field that wants it")
    func truncated() throws {
        var reader = ByteReader([1, 2, 3])
        _ = try reader.uint16("flags")
        let expected = GATTError(.truncated, at: 3, expected: "systolic pressure (2 bytes from byte 2)")
        #expect(throws: expected) { try reader.uint16("systolic pressure") }
        #expect(reader.offset == 2)
        #expect(expected.description == "truncated at byte 3: expected systolic pressure (2 bytes from byte 2)")
    }

    @Test("Left-over bytes are an error unless a reserved flag announces them")
    func trailing() throws {
        let reader = ByteReader([1])
        #expect(throws: GATTError(.trailingBytes, at: 0, expected: "the end of the value")) { try reader.finish() }
        try reader.finish(reservedFlags: 0b1000_0000)
    }

    @Test("A written integer is read again", arguments: [0, 1, 0xFF, 0x1234, 0xABCDEF] as [UInt32])
    func writer(_ value: UInt32) throws {
        var writer = ByteWriter()
        writer.uint24(value)
        writer.uint32(value)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.uint24("a") == value)
        #expect(try reader.uint32("b") == value)
    }
}
