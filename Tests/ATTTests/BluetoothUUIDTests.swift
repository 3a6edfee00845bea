import ATT
import Foundation
import Testing

@Suite struct BluetoothUUIDTests {
    @Test func theShortAndTheLongFormAreOneUUID() throws {
        let base: [UInt8] = [0xFB, 0x34, 0x9B, 0x5F, 0x80, 0x00, 0x00, 0x80, 0x00, 0x10, 0x00, 0x00]
        let long = try #require(BluetoothUUID(littleEndian: base + [0x35, 0x2A, 0x00, 0x00]))
        #expect(long == 0x2A35)
        #expect(long.short == 0x2A35)
        #expect(long.littleEndian == [0x35, 0x2A])
        #expect(long.description == "2A35")
    }

    @Test(arguments: [0, 1, 3, 4, 15, 17]) func otherLengthsAreNoUUID(count: Int) {
        #expect(BluetoothUUID(littleEndian: [UInt8](repeating: 0, count: count)) == nil)
    }

    @Test(arguments: [
        (BluetoothUUID(0x000A), "000A"),
        (BluetoothUUID(value: 0x6E40_0001_B5A3_F393_E0A9_E50E_24DC_CA9E), "6E400001-B5A3-F393-E0A9-E50E24DCCA9E"),
        (BluetoothUUID(value: 1), "00000000-0000-0000-0000-000000000001"),
    ])
    func theTextFormIsTheUsualOneAndIsReadBack(uuid: BluetoothUUID, text: String) throws {
        #expect(uuid.description == text)
        let json = try JSONEncoder().encode([uuid])
        #expect(try JSONDecoder().decode([BluetoothUUID].self, from: json) == [uuid])
    }

    @Test(arguments: ["", "2A3", "2A3G", "6E400001-B5A3-F393-E0A9-E50E24DCCA9"])
    func otherTextIsRefused(text: String) throws {
        let json = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([BluetoothUUID].self, from: json) }
    }
}
