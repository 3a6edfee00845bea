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

    private func file(replacing text: String, by replacement: String) throws -> [UInt8] {
        let whole = """
            {"quirks": [{"id": "q", "what": "w", "manufacturer": "m", "model": "m", "characteristic": "2A35",
            "when": {"length": 2, "bits": [{"byte": 0, "mask": "0F", "value": "01"}]},
            "mend": [{"clear": {"byte": 0, "mask": "01"}}, {"reverse": {"from": 0, "count": 2}}],
            "captures": [{"sent": "F102", "mended": "02F0", "source": "s"}]}]}
            """
        try #require(text.isEmpty || whole.contains(text))
        return Array(whole.replacing(text.isEmpty ? "\0" : text, with: replacement).utf8)
    }

    @Test("A file that is right is read")
    func rightFile() throws {
        #expect(try DeviceQuirks(json: file(replacing: "", by: "")).all.map(\.id) == ["q"])
    }

    @Test(
        "A file with a mistake is refused, and the mistake is named",
        arguments: [
            ("\"length\": 2", "\"length\": \"2\"", "quirks.malformed: quirks.Index 0.when.length"),
            ("\"what\": \"w\",", "", "quirks.malformed: quirks.Index 0.what"),
            ("}]}]}", "", "quirks.malformed: the file"),
            ("2A35", "2A3X", "quirks.malformed: q"), ("0F", "0FF", "quirks.malformed: q"),
            ("\"0F\"", "\"\"", "quirks.malformed: q"),
            ("\"value\": \"01\"", "\"value\": \"11\"", "quirks.impossible: q"),
            ("{\"byte\": 0, \"mask\": \"0F\"", "{\"byte\": 2, \"mask\": \"0F\"", "quirks.impossible: q"),
            ("\"clear\": {\"byte\": 0", "\"clear\": {\"byte\": -1", "quirks.impossible: q"),
            ("\"from\": 0", "\"from\": 1", "quirks.impossible: q"),
            ("\"count\": 2", "\"count\": 9", "quirks.impossible: q"),
            ("\"count\": 2", "\"count\": 9223372036854775807", "quirks.impossible: q"),
            ("\"reverse\"", "\"turn\"", "quirks.impossible: q"), ("02F0", "02F1", "quirks.unproven: q"),
            ("F102", "F202", "quirks.unproven: q"), ("F102", "F10203", "quirks.unproven: q"),
            ("{\"sent\": \"F102\", \"mended\": \"02F0\", \"source\": \"s\"}", "", "quirks.unproven: q"),
        ]
    )
    func mistakes(text: String, replacement: String, message: String) throws {
        let error = try #require(throws: DeviceQuirkError.self) {
            try DeviceQuirks(json: file(replacing: text, by: replacement))
        }
        #expect(error.description == message)
    }
}
