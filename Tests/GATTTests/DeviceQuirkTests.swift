import Foundation
import GATT
import Testing
import Vitals

@Suite("Quirks of devices")
struct DeviceQuirkTests {
    private static let sent = "566A0047000000EA07080B121F00003F000000"
    private let device = DeviceModel(manufacturer: "Beurer GmbH", model: "BM85")

    @Test("Every known quirk proves itself with what a device has sent")
    func captures() throws {
        let quirks = try DeviceQuirks.known()
        #expect(!quirks.all.isEmpty && Set(quirks.all.map(\.id)).count == quirks.all.count)
        for quirk in quirks.all {
            // A name of which the pattern is the shortest.
            let device = DeviceModel(
                manufacturer: quirk.manufacturer.text.replacing("*", with: ""),
                model: quirk.model.text.replacing("*", with: "")
            )
            for capture in quirk.captures {
                let mended = quirks.mend(capture.sent, of: quirk.characteristic, by: device)
                #expect(mended.bytes == capture.mended && mended.quirk == quirk)
                let decoded = try MeasurementCharacteristic.decode(uuid: quirk.characteristic, bytes: mended.bytes)
                #expect(!decoded.measurements.isEmpty)
                #expect(decoded.measurements.allSatisfy { Plausibility.check($0.measurement) == nil })
                // What has been mended is as the profile says, and is not mended again.
                #expect(quirks.mend(mended.bytes, of: quirk.characteristic, by: device).quirk == nil)
            }
        }
    }

    @Test("A Beurer BM85 measured what its display showed")
    func beurer() throws {
        let mended = try DeviceQuirks.known().mend(bytes(Self.sent), of: 0x2A35, by: device)
        let measured = try MeasurementCharacteristic.decode(uuid: 0x2A35, bytes: mended.bytes).measurements
        #expect(
            measured.map(Reading.init) == [
                Reading(.bloodPressure, .millimetresOfMercury, "106", "71", "not-a-number"),
                Reading(.heartRate, .perMinute, "63"),
            ]
        )
        #expect(measured.map(\.userIndex) == [0, 0] && measured.map(\.flags) == [[], []])
        #expect(measured.first?.deviceTime?.description == "2026-08-11T18:31:00")
    }

    @Test(
        "Whatever does not fit stays as it was sent",
        arguments: [
            (DeviceModel(manufacturer: "Beurer GmbH", model: "BM57"), 0x2A35, sent),
            (DeviceModel(manufacturer: "Omron", model: "BM85"), 0x2A35, sent),
            (DeviceModel(manufacturer: nil, model: "BM85"), 0x2A35, sent),
            (DeviceModel(manufacturer: "Beurer", model: nil), 0x2A35, sent),
            (DeviceModel(manufacturer: "Beurer", model: "BM85"), 0x2A36, sent),
            (DeviceModel(manufacturer: "Beurer", model: "BM85"), 0x2A35, "167C0056006100E807060F11111B33000000"),
            (DeviceModel(manufacturer: "Beurer", model: "BM85"), 0x2A35, "5E" + sent.dropFirst(2)),
            (DeviceModel(manufacturer: "Beurer", model: "BM85"), 0x2A35, ""),
        ] as [(DeviceModel, UInt16, String)]
    )
    func untouched(device: DeviceModel, characteristic: UInt16, hex: String) throws {
        let mended = try DeviceQuirks.known().mend(bytes(hex), of: characteristic, by: device)
        #expect(try mended.bytes == bytes(hex) && mended.quirk == nil)
    }

    @Test(
        "A pattern fits whole names, whatever the letters",
        arguments: [
            ("BM85*", "bm85 BT", true), ("BM85*", "BM85", true), ("BM85*", "BM8", false), ("BM85", "BM85 ", false),
            ("*85", "BM85", true), ("*85", "BM850", false), ("B*5", "BM85", true), ("*", "", true), ("", "", true),
            ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c", false), ("ab*ba", "aba", false), ("", "x", false),
        ]
    )
    func patterns(pattern: String, name: String, matches: Bool) {
        #expect(NamePattern(pattern).matches(name) == matches)
    }

    /// A scale that sends its weight big-endian, and marks that with a reserved flag.
    private func file(replacing text: String, by replacement: String) throws -> [UInt8] {
        let whole = """
            {"quirks": [{"id": "q", "what": "w", "manufacturer": "m", "model": "m", "characteristic": "2A9D",
            "when": {"length": 3, "bits": [{"byte": 0, "mask": "F0", "value": "80"}]},
            "mend": [{"clear": {"byte": 0, "mask": "80"}}, {"reverse": {"from": 1, "count": 2}}],
            "captures": [{"sent": "803E80", "mended": "00803E", "source": "s"}]}],
            "unannounced": [{"name": "n*", "service": "181D"}]}
            """
        try #require(text.isEmpty || whole.contains(text))
        return Array(whole.replacing(text.isEmpty ? "\0" : text, with: replacement).utf8)
    }

    @Test("A file that is right is read, and so is one of which a part is missing")
    func rightFile() throws {
        let quirks = try DeviceQuirks(json: file(replacing: "", by: ""))
        #expect(quirks.all.map(\.id) == ["q"] && quirks.service(ofUnannounced: "N1") == .weightScale)
        #expect(try DeviceQuirks(json: Array("{}".utf8)) == .none)
    }

    @Test(
        "A file with a mistake is refused, and the entry and the mistake are named",
        arguments: [
            (
                "\"length\": 3", "\"length\": \"3\"",
                "malformed: /quirks/0/when/length: Expected a number, found a string"
            ),
            ("\"what\": \"w\",", "", "malformed: /quirks/0/what: This member is missing"),
            ("\"what\"", "\"whta\"", "malformed: /quirks/0/whta: This member is not known"),
            ("\"quirks\"", "\"quirk\"", "malformed: /quirk: This member is not known"),
            ("}]}]", "", "malformed: json.unexpected-end at byte"),
            ("2A9D", "2A9X", "malformed: /quirks/0/characteristic: Expected a UUID"),
            ("2A9D", "+2A9", "malformed: /quirks/0/characteristic: Expected a UUID"),
            ("\"F0\"", "\"F0F\"", "malformed: /quirks/0/when/bits/0/mask: Expected bytes in hexadecimal"),
            ("\"F0\"", "\"\"", "malformed: /quirks/0/when/bits/0/mask: Expected one byte"),
            ("\"length\": 3", "\"length\": 0", "malformed: /quirks/0/when/length: The number must be"),
            (
                "\"clear\": {\"byte\": 0", "\"clear\": {\"byte\": -1",
                "malformed: /quirks/0/mend/0/clear/byte: The number"
            ),
            ("\"count\": 2", "\"count\": 9223372036854775807", "malformed: /quirks/0/mend/1/reverse/count: The number"),
            ("\"reverse\"", "\"turn\"", "malformed: /quirks/0/mend/1: Expected set, clear or reverse"),
            ("\"value\": \"80\"", "\"value\": \"81\"", "impossible: q: the value of byte 0 is beyond its mask"),
            ("{\"byte\": 0, \"mask\": \"F0\"", "{\"byte\": 3, \"mask\": \"F0\"", "impossible: q: byte 3 is beyond"),
            ("\"from\": 1", "\"from\": 2", "impossible: q: byte 3 is beyond the length of 3"),
            ("00803E", "00803F", "unproven: q: capture 0 becomes 00803E"),
            ("803E80", "703E80", "unproven: q: capture 0 is not what `when` says"),
            ("803E80", "803E8080", "unproven: q: capture 0 is not what `when` says"),
            ("{\"sent\": \"803E80\", \"mended\": \"00803E\", \"source\": \"s\"}", "", "unproven: q: it has no capture"),
            ("{\"clear\": {\"byte\": 0, \"mask\": \"80\"}}, ", "", "unproven: q: capture 0 becomes 80803E"),
            ("2A9D", "2A35", "unproven: q: capture 0 cannot be decoded when it is mended"),
            ("\"181D\"", "\"180F\"", "malformed: /unannounced/0/service: Expected the UUID of a service that measures"),
            ("\"n*\"", "\"**\"", "malformed: /unannounced/0/name: The name must have a letter"),
            (
                "{\"name\"", "{\"name\": \"n*\", \"service\": \"181D\"}, {\"name\"",
                "repeated: n*: the name of two entries"
            ),
        ]
    )
    func mistakes(text: String, replacement: String, message: String) throws {
        let error = try #require(throws: DeviceQuirkError.self) {
            try DeviceQuirks(json: file(replacing: text, by: replacement))
        }
        #expect(error.description.hasPrefix("quirks." + message))
    }

    @Test("A capture that the entry would mend again is no proof")
    func mendedAgain() throws {
        let always = try file(replacing: "{\"byte\": 0, \"mask\": \"F0\", \"value\": \"80\"}", by: "")
        let error = try #require(throws: DeviceQuirkError.self) { try DeviceQuirks(json: always) }
        #expect(error.description == "quirks.unproven: q: capture 0 would be mended again and again")
    }

    @Test("Two entries of one name are refused")
    func repeated() throws {
        let text = String(decoding: try file(replacing: "", by: ""), as: UTF8.self)
        let start = try #require(text.firstRange(of: "{\"id\"")).lowerBound
        let entry = text[start..<(try #require(text.firstRange(of: "],\n\"unannounced\"")).lowerBound)]
        let error = try #require(throws: DeviceQuirkError.self) {
            try DeviceQuirks(json: Array(text.replacing(entry, with: entry + ", " + entry).utf8))
        }
        #expect(error.description == "quirks.repeated: q: the id of two entries")
    }

    @Test("A file of one's own comes before what is known, and names itself in its mistakes")
    func ownFile() throws {
        let known = try DeviceQuirks.known()
        let sameID = try file(replacing: "\"id\": \"q\"", by: "\"id\": \"\(known.all[0].id)\"")
        let both = try DeviceQuirks.known(after: sameID, of: "own.json")
        #expect(both.all.map(\.id) == known.all.map(\.id) && both.all[0].characteristic == 0x2A9D)
        let other = try DeviceQuirks.known(after: file(replacing: "", by: ""), of: "own.json")
        #expect(other.all.map(\.id) == ["q"] + known.all.map(\.id))
        let error = try #require(throws: DeviceQuirkError.self) {
            try DeviceQuirks.known(after: file(replacing: "00803E", by: "00"), of: "own.json")
        }
        #expect(error.code == .unproven && error.place == "own.json: q")
    }
}
