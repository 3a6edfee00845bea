import Testing

@testable import BlueZ

@Suite("Management commands")
struct ManagementCommandTests {
    @Test(
        "have the bytes of the kernel's definition",
        arguments: [
            (.readIndexList, "0300 ffff 0000"),
            (.readInformation, "0400 0100 0000"),
            (.setPowered(true), "0500 0100 0100 01"),
            (.setPowered(false), "0500 0100 0100 00"),
            (.setBondable(true), "0900 0100 0100 01"),
            (.setLowEnergy(true), "0d00 0100 0100 01"),
            (.setClassic(false), "2a00 0100 0100 00"),
            (.setSecureConnections(true), "2d00 0100 0100 01"),
            (.setPrivacy(nil), "2f00 0100 1100 00 00000000000000000000000000000000"),
            (.setPrivacy(Samples.secret(7)), "2f00 0100 1100 01 07070707070707070707070707070707"),
            (.setCapability(.keyboardAndDisplay), "1800 0100 0100 04"),
            (.addDevice(Samples.cuff), "3300 0100 0800 00f4f3f2f1f0 02 02"),
            (.watchDevice(Samples.cuff), "3300 0100 0800 00f4f3f2f1f0 02 00"),
            (.removeDevice(Samples.scale), "3400 0100 0700 0504030201a0 01"),
            (.pair(Samples.cuff, .none), "1900 0100 0800 00f4f3f2f1f0 02 03"),
            (.cancelPairing(Samples.cuff), "1a00 0100 0700 00f4f3f2f1f0 02"),
            (.unpair(Samples.cuff), "1b00 0100 0800 00f4f3f2f1f0 02 01"),
            (.disconnect(Samples.cuff), "1400 0100 0700 00f4f3f2f1f0 02"),
            (.confirm(Samples.cuff, isSame: true), "1c00 0100 0700 00f4f3f2f1f0 02"),
            (.confirm(Samples.cuff, isSame: false), "1d00 0100 0700 00f4f3f2f1f0 02"),
            (.enterPasskey(Samples.cuff, 399_585), "1e00 0100 0b00 00f4f3f2f1f0 02 e1180600"),
            (.enterPasskey(Samples.cuff, nil), "1f00 0100 0700 00f4f3f2f1f0 02"),
            (.startDiscovery, "2300 0100 0100 06"),
            (.stopDiscovery, "2400 0100 0100 06"),
        ] as [(ManagementCommand, String)]
    )
    func packet(command: ManagementCommand, expected: String) {
        let index = command == .readIndexList ? ManagementCommand.noIndex : 1
        #expect(command.packet(index: index) == bytes(expected))
    }

    @Test("A name fills its field and leaves room for the NUL")
    func name() {
        let short = ManagementCommand.setName("Hearth").packet(index: 0)
        #expect(short.count == 6 + 249 + 11)
        #expect(short[6..<13].elementsEqual(Array("Hearth".utf8) + [0]))
        let long = ManagementCommand.setName(String(repeating: "x", count: 400)).packet(index: 0)
        #expect(long.count == short.count)
        #expect(long[6 + 247] == UInt8(ascii: "x"))
        #expect(long[6 + 248] == 0)
    }

    @Test("Loaded keys are exactly what the kernel gave")
    func keys() throws {
        // From a pairing with a passkey; the kernel's event has a hint of one byte before the 36 of the key.
        let given = "00f4f3f2f1f0 02 03 00 10 0000 0000000000000000 348cd19f5216c993e81368653aa0e0fb"
        let event = try ManagementEvent(code: 0x000A, parameters: bytes("01" + given))
        guard case .newLongTermKey(let key, isKept: true) = event else {
            Issue.record("\(event)")
            return
        }
        #expect(key.kind == .authenticated)
        #expect(
            ManagementCommand.loadLongTermKeys([key]).packet(index: 0) == bytes("1300 0000 2600 0100" + given)
        )
        #expect(ManagementCommand.loadLongTermKeys([]).packet(index: 0) == bytes("1300 0000 0200 0000"))
        let identity = IdentityKey(peer: Samples.scale, value: Samples.secret(0xAB))
        #expect(
            ManagementCommand.loadIdentityKeys([identity]).packet(index: 0)
                == bytes("3000 0000 1900 0100 0504030201a0 01" + String(repeating: "ab", count: 16))
        )
    }
}
