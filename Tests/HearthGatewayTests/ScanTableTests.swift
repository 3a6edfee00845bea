import ATT
import BlueZ
import GATT
import Testing

@testable import HearthGateway

@Suite struct ScanTableTests {
    private static func sighting(
        _ address: String,
        _ services: Set<BluetoothUUID> = [],
        name: String? = nil,
        signal: Int8? = nil
    ) -> Sighting {
        Sighting(
            peer: PeerAddress(BluetoothAddress(address) ?? .any, .publicAddress),
            signal: signal,
            advertisement: Advertisement(services: services, name: name)
        )
    }

    private static func columns(_ line: String) -> [String] {
        let text = line.replacing(#/ {2,}/#, with: "|")
        return text.split(separator: "|").map(String.init)
    }

    @Test func theNearestDeviceComesFirst() {
        var table = ScanTable(book: BondBook(), quirks: .none)
        table.take(Self.sighting("00:00:00:00:00:01", [0x1810], name: "Cuff", signal: -80))
        table.take(Self.sighting("00:00:00:00:00:02", [0x1809], signal: -40))
        table.take(Self.sighting("00:00:00:00:00:03", [0x181D], name: "Scale"))
        #expect(
            table.lines.map(Self.columns) == [
                ["KIND", "NAME", "ADDRESS", "SIGNAL", "PAIRED"],
                ["thermometer", "-", "00:00:00:00:00:02", "-40 dBm", "no"],
                ["blood pressure", "Cuff", "00:00:00:00:00:01", "-80 dBm", "no"],
                ["weight scale", "Scale", "00:00:00:00:00:03", "-", "no"],
            ]
        )
    }

    @Test func whatADeviceSaidBeforeStaysKnown() {
        var table = ScanTable(book: BondBook(), quirks: .none)
        table.take(Self.sighting("00:00:00:00:00:01", [0x1822], signal: -50))
        table.take(Self.sighting("00:00:00:00:00:01", name: "Finger", signal: -60))
        #expect(
            Self.columns(table.lines[1]) == [
                "pulse oximeter", "Finger", "00:00:00:00:00:01", "-60 dBm", "no",
            ]
        )
    }

    @Test func phonesAreShownOnlyWhenAskedFor() {
        for showsAll in [false, true] {
            var table = ScanTable(book: BondBook(), quirks: .none, showsAll: showsAll)
            table.take(Self.sighting("00:00:00:00:00:01", [0x180F], name: "Phone"))
            #expect(table.lines.count == (showsAll ? 2 : 1))
        }
    }

    @Test func aPairedDeviceIsShownAsSuchWhateverItAnnounces() throws {
        let peer = PeerAddress(try #require(BluetoothAddress("00:00:00:00:00:01")), .publicAddress)
        var table = ScanTable(book: BondBook([Bond(peer: peer)]), quirks: .none)
        table.take(Self.sighting("00:00:00:00:00:01"))
        #expect(Self.columns(table.lines[1]) == ["-", "-", "00:00:00:00:00:01", "-", "yes"])
    }

    @Test(arguments: [
        ("A&D_UA-651BLE_123456", "blood pressure"), ("A&D_UT201BLE_123456", "thermometer"),
        ("Contour7830H5678", "glucose meter"), ("meter+12345678", "glucose meter"),
        ("Nonin3230_502837", "pulse oximeter"),
    ]) func aKnownModelNeedNotAnnounceItsService(name: String, kind: String) throws {
        var table = ScanTable(book: BondBook(), quirks: try .known())
        table.take(Self.sighting("00:00:00:00:00:01", name: name))
        #expect(Self.columns(table.lines[1]).first == kind)
    }

    @Test func aModelOfAHomesOwnFileNeedNotEither() throws {
        let file =
            #"{"unannounced": [{"name": "Contour7*", "service": "1822"}, {"name": "Acme *", "service": "181B"}]}"#
        var table = ScanTable(book: BondBook(), quirks: try .known(after: Array(file.utf8), of: "quirks.json"))
        table.take(Self.sighting("00:00:00:00:00:01", name: "Acme scale", signal: -10))
        table.take(Self.sighting("00:00:00:00:00:02", name: "Contour7830", signal: -20))
        table.take(Self.sighting("00:00:00:00:00:03", name: "Nonin3230", signal: -30))
        let kinds = table.lines.dropFirst().map { Self.columns($0).first }
        #expect(kinds == ["body scale", "pulse oximeter", "pulse oximeter"])
    }

    @Test func everyServiceThatAModelCanBeKnownForIsOfAKind() {
        let announced = UnannouncedModel.services.map { service in
            HealthKind(Advertisement(services: [BluetoothUUID(service.rawValue)], name: nil), knowing: .none)
        }
        #expect(Set(announced) == Set(HealthKind.allCases))
    }

    @Test func aStreetFullOfPhonesHasABound() {
        var table = ScanTable(book: BondBook(), quirks: .none, showsAll: true)
        for number in 0..<600 {
            table.take(Self.sighting("00:00:00:00:0\(number / 256):" + Self.hexadecimal(number % 256)))
        }
        #expect(table.lines.count == 1 + ScanTable.maximumDevices)
    }

    private static func hexadecimal(_ number: Int) -> String {
        (number < 16 ? "0" : "") + String(number, radix: 16)
    }
}
