import ATT
import Testing

@testable import BlueZ

@Suite("Advertisements")
struct AdvertisementTests {
    @Test(
        "tell the services and the name",
        arguments: [
            ("020106 0302 1018 0a09 42502d313030302d30", [0x1810], "BP-1000-0"),
            ("0503 0918 0f18", [0x1809, 0x180F], nil),
            ("0416 2218 00", [0x1822], nil),
            ("0308 4142 0409 414243", [], "ABC"),
            ("0409 414243 0308 4142", [], "ABC"),
            ("11 07 fb349b5f800000800010000035180000", [0x1835], nil),
            ("", [], nil),
        ] as [(String, [BluetoothUUID], String?)]
    )
    func reading(text: String, services: [BluetoothUUID], name: String?) {
        #expect(Advertisement(decoding: bytes(text)) == Advertisement(services: Set(services), name: name))
    }

    @Test("that are broken end where they break, and what came before counts")
    func broken() {
        #expect(Advertisement(decoding: bytes("0302 1018 0a09 4142")) == Advertisement(services: [0x1810]))
        #expect(Advertisement(decoding: bytes("0302 1018 00 0409 414243")) == Advertisement(services: [0x1810]))
        #expect(Advertisement(decoding: bytes("0402 1018 09")) == Advertisement(services: [0x1810]))
        #expect(Advertisement(decoding: bytes("01")) == Advertisement())
    }

    @Test("of a device that announces other services each time are kept up to a limit")
    func bounded() {
        var seen = Advertisement()
        for number in 0..<1_000 {
            let service = [3, 0x02, UInt8(number & 0xFF), UInt8(number >> 8)]
            seen.merge(Advertisement(decoding: service))
        }
        #expect(seen.services.count == Advertisement.maximumServices)
        let lists = (0..<200).flatMap { number -> [UInt8] in [3, 0x02, UInt8(number), 0x20] }
        #expect(Advertisement(decoding: lists).services.count == Advertisement.maximumServices)
    }

    @Test("cannot bring control characters to a terminal")
    func name() {
        // ESC ]0;x BEL sets a terminal's title.
        #expect(Advertisement(decoding: bytes("0809 1b5d303b7807 41")).name == "]0;xA")
        #expect(Advertisement(decoding: bytes("0309 1b07")).name == nil)
    }
}
