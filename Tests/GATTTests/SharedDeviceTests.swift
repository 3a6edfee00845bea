import GATT
import Testing

@Suite("Users and attribute tables of devices")
struct SharedDeviceTests {
    @Test(
        "A user index is a number or unknown",
        arguments: [(UInt8(0), 0), (254, 254), (255, nil)] as [(UInt8, UInt8?)]
    )
    func userIndex(byte: UInt8, index: UInt8?) throws {
        let value = try UserIndex(decoding: [byte])
        #expect(value.index == index && value.encoded() == [byte])
    }

    @Test("A consent names a user and a code, and nothing else can be asked")
    func consent() throws {
        let consent = UserConsent(index: 3, code: 1234)
        #expect(try consent.encoded() == bytes("02 03 D204"))
        #expect(try UserConsent(decoding: bytes("02 03 D204")) == consent)
        #expect(throws: GATTError.self) { try UserConsent(index: 3, code: 10_000).encoded() }
        #expect(throws: GATTError(.outOfRange, at: 2, expected: "consent code (0...9999)")) {
            try UserConsent(decoding: bytes("02 03 1027"))
        }
        for opCode in [0, 1, 3, 4, 5, 0x20] as [UInt8] {
            #expect(throws: GATTError.self) { try UserConsent(decoding: [opCode, 3, 0, 0]) }
        }
    }

    @Test("An answer of the user control point says whether it was done")
    func response() throws {
        let value = try UserControlResponse(decoding: bytes("20 02 05"))
        #expect(value == UserControlResponse(requestOpCode: 2, code: 5) && !value.isSuccess)
        #expect(try UserControlResponse(decoding: bytes("20 01 01 04")).parameter == [4])
        #expect(throws: GATTError.self) { try UserControlResponse(decoding: bytes("20 02")) }
        #expect(throws: GATTError.self) { try UserControlResponse(decoding: bytes("02 02 01")) }
    }

    @Test("A changed service names its handles, in their order")
    func serviceChanged() throws {
        let value = try ServiceChanged(decoding: bytes("0100 FFFF"))
        #expect(value.handles == 1...0xFFFF)
        #expect(try value.encoded() == bytes("0100 FFFF"))
        #expect(throws: GATTError(.outOfRange, at: 2, expected: "last handle, not before the first")) {
            try ServiceChanged(decoding: bytes("0200 0100"))
        }
    }

    @Test("A database hash is compared as it is")
    func databaseHash() throws {
        let hash = try bytes("F1CA2D48ECF58BAC8A8830BBB9FBA990")
        #expect(try DatabaseHash(decoding: hash).encoded() == hash)
        #expect(try DatabaseHash(decoding: hash) != DatabaseHash(decoding: Array(hash.reversed())))
    }
}
