import GATT
import Testing

@Suite("Battery and device information")
struct DeviceInformationTests {
    @Test("A battery has 0 to 100 percent", arguments: [0, 64, 100] as [UInt8])
    func battery(percent: UInt8) throws {
        #expect(try BatteryLevel(decoding: [percent]).percent == percent)
        #expect(try BatteryLevel(percent: percent).encoded() == [percent])
    }

    @Test("More than 100 percent is an error", arguments: [101, 255] as [UInt8])
    func overcharged(percent: UInt8) {
        let expected = GATTError(.outOfRange, at: 0, expected: "battery level (0...100)")
        #expect(throws: expected) { try BatteryLevel(decoding: [percent]) }
        #expect(throws: GATTError.self) { try BatteryLevel(percent: percent).encoded() }
    }

    @Test(
        "A text is UTF-8 without its padding",
        arguments: [
            ("55412D363531424C45", "UA-651BLE"), ("424D38350000000000", "BM85"), ("", ""), ("0000", ""),
            ("4DC3BC6C6C6572", "Müller"), ("410042", "A\0B"),
        ]
    )
    func text(hex: String, expected: String) throws {
        #expect(try DeviceInformationString(decoding: bytes(hex)).text == expected)
    }

    @Test(
        "A text that is not UTF-8 is an error at the byte",
        arguments: [("4D FF 41", 1), ("C3", 0), ("4DC3BC80", 3), ("41 EDA080", 1), ("41C3000000", 1)]
    )
    func notUTF8(hex: String, offset: Int) {
        #expect(throws: GATTError(.outOfRange, at: offset, expected: "UTF-8 text")) {
            try DeviceInformationString(decoding: bytes(hex))
        }
    }

    @Test("A system ID has a manufacturer's number and an OUI")
    func systemID() throws {
        let value = try SystemID(decoding: bytes("0504030201 563412"))
        #expect(value.manufacturerIdentifier == 0x01_0203_0405)
        #expect(value.organizationallyUniqueIdentifier == 0x12_3456)
        #expect(try value.encoded() == bytes("0504030201563412"))
    }

    @Test("A system ID part that is too large cannot be written")
    func systemIDTooLarge() {
        #expect(throws: GATTError.self) {
            try SystemID(manufacturerIdentifier: 1 << 40, organizationallyUniqueIdentifier: 0).encoded()
        }
        #expect(throws: GATTError.self) {
            try SystemID(manufacturerIdentifier: 0, organizationallyUniqueIdentifier: 1 << 24).encoded()
        }
    }

    @Test("A PnP ID names vendor, product and version")
    func pnpID() throws {
        let value = try PnPID(decoding: bytes("02 6D04 3412 0102"))
        #expect(value.vendorIDSource == .usbImplementersForum)
        #expect(value.vendorID == 0x046D)
        #expect(value.productID == 0x1234)
        #expect(value.productVersion == 0x0201)
        #expect(value.encoded() == (try bytes("026D0434120102")))
    }

    @Test("A vendor id source is 1 or 2", arguments: [0, 3, 255] as [UInt8])
    func vendorIDSource(source: UInt8) {
        #expect(throws: GATTError(.outOfRange, at: 0, expected: "vendor id source (1 or 2)")) {
            try PnPID(decoding: [source, 0, 0, 0, 0, 0, 0])
        }
    }
}
