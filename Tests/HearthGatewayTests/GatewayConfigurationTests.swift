import BlueZ
import Foundation
import RecordedLog
import Settings
import Testing
import Upload

@testable import HearthGateway

@Suite struct GatewayConfigurationTests {
    private static let good = [
        "server.url": "https://hearth.example.org", "household.zone": "Europe/Copenhagen",
        "state.directory": "/var/lib/hearth-gateway", "devices": "E8:07:01:02:03:04 unix:/run/hearth/cuff.sock",
    ]

    @Test func aServiceSaysNothingOfItsConfigurationInALog() async throws {
        let settings = try await SettingsReader(flags: Self.good, environment: [:], file: nil)
        let service = GatewayService(configuration: try GatewayConfiguration(reading: settings), logger: .silent)
        #expect("\(service)" == "gateway")
    }

    @Test func theExampleIsAConfiguration() async throws {
        let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Deploy/hearth-gateway.example.yaml").standardizedFileURL.path
        let settings = try await SettingsReader(flags: [:], environment: [:], file: example)
        let configuration = try GatewayConfiguration(reading: settings)
        try settings.refuseUnknown(besides: ["log.level"])
        #expect(configuration.server.absoluteString == "https://hearth.example.org")
        #expect(configuration.security == TransportSecurity())
        #expect(configuration.stateDirectory.path == "/var/lib/hearth-gateway")
        #expect(configuration.zone.identifier == "Europe/Copenhagen")
        #expect(configuration.devices.map(\.identifier) == ["E8:07:01:02:03:04"])
        #expect(configuration.devices.map(\.address.description) == ["unix:/run/hearth/cuff.sock"])
        #expect(configuration.bluetooth == BluetoothSettings(adapter: .first, name: "Hearth gateway"))
        #expect(configuration.quirkFile == nil)
        #expect(configuration.spoolBytes == 512 << 20)
        #expect(configuration.uploadBatch == 200)
        #expect(configuration.reportInterval == .seconds(300))
        #expect(configuration.credentialRenewal == .seconds(30 * 86_400))
    }

    @Test(arguments: ["server.url", "household.zone", "state.directory"])
    func whatHasNoDefaultMustBeSet(key: String) async throws {
        var values = Self.good
        values[key] = nil
        await #expect(throws: SettingsError.missing(key: key)) { try await Self.read(values) }
    }

    @Test(arguments: [
        ("server.url", "hearth.example.org"), ("server.url", "http://hearth.example.org"),
        ("server.url", "http://127.0.0.1.example.org"), ("server.url", "ftp://127.0.0.1"), ("server.url", "https://"),
        ("server.url", "https://user:word@hearth.example.org"), ("server.url", "https://hearth.example.org/?a=b"),
        ("household.zone", "Europe/Atlantis"), ("spool.maximumMegabytes", "0"), ("spool.maximumMegabytes", "many"),
        ("cgm.startSession", "sensor"), ("household.deviceClocks", "mend"),
        ("userData.consents", "E8:07:01:02:03:04 2"),
        ("userData.consents", "E8:07:01:02:03:04 255 1"), ("userData.consents", "E8:07:01:02:03:04 2 10000"),
        ("userData.consents", "E8:07:01:02:03:04 1 1,E8:07:01:02:03:04 2 1"), ("upload.batch", "0"),
        ("credential.renewalDays", "0"), ("credential.renewalDays", "366"),
        ("upload.batch", "1001"), ("devices", "cuff unix:/run/cuff"),
        ("bluetooth.adapter", "usb"), ("bluetooth.adapter", "hci"), ("bluetooth.adapter", "hci65535"),
        ("bluetooth.privacy", "yes"),
        ("devices", "E8:07:01:02:03:04 bluetooth:E8:07:01:02:03"),
        ("devices", "E8:07:01:02:03:04 bluetooth:E8:07:01:02:03:04"),
        ("devices", "E8:07:01:02:03:04 unix:/a,E8:07:01:02:03:04 unix:/b"),
        ("devices", "E8:07:01:02:03:04 unix:/a,e8:07:01:02:03:04 unix:/b"),
    ]) func whatIsMalformedNamesItsKeyAndNotItsValue(key: String, value: String) async throws {
        var values = Self.good
        values[key] = value
        do {
            try await Self.read(values)
            Issue.record("\(value) was taken for \(key)")
        } catch let error as SettingsError {
            guard case .malformed(key, _) = error else { throw error }
            #expect(!error.description.contains("word"))
        }
    }

    @Test(arguments: ["first", "hci2", "C0:FF:EE:00:00:01"])
    func anAdapterIsChosenByOrderNumberOrAddress(choice: String) async throws {
        var values = Self.good
        values["bluetooth.adapter"] = choice
        values["devices"] = "E8:07:01:02:03:04 bluetooth:e0:07:01:02:03:04"
        let configuration = try await Self.read(values)
        #expect(configuration.bluetooth?.adapter.description == choice)
        #expect(configuration.devices.map(\.address.description) == ["bluetooth:E0:07:01:02:03:04"])
    }

    @Test(arguments: [(nil, false), ("off", false), ("on", true)]) func anAdapterHidesWhenItIsTold(
        text: String?,
        isPrivate: Bool
    )
        async throws
    {
        var values = Self.good
        values["bluetooth.adapter"] = "first"
        values["bluetooth.privacy"] = text
        #expect(try await Self.read(values).bluetooth?.isPrivate == isPrivate)
    }

    @Test(arguments: [nil, "none"]) func withoutAnAdapterThereIsNone(choice: String?) async throws {
        var values = Self.good
        values["bluetooth.adapter"] = choice
        #expect(try await Self.read(values).bluetooth == nil)
    }

    @Test(arguments: ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "https://192.0.2.1"])
    func plainHTTPIsForThisMachineOnly(url: String) async throws {
        var values = Self.good
        values["server.url"] = url
        #expect(try await Self.read(values).server.absoluteString == url)
        #expect(throws: Never.self) { try Self.transport(url) }
    }

    @Test(arguments: ["server.clientCertificate", "server.clientKey"])
    func aClientCertificateAndItsKeyBelongTogether(key: String) async throws {
        var values = Self.good
        values["server.clientCertificate"] = "/etc/hearth/gateway.pem"
        values["server.clientKey"] = "/etc/hearth/gateway.key"
        let both = try await Self.read(values).security
        #expect(
            both.clientCertificateFile == "/etc/hearth/gateway.pem" && both.clientKeyFile == "/etc/hearth/gateway.key"
        )
        values[key] = nil
        await #expect(throws: SettingsError.missing(key: key)) { try await Self.read(values) }
    }

    @Test func severalDevicesAndNone() async throws {
        var values = Self.good
        values["devices"] = "E8:07:01:02:03:04 unix:/a,e8:07:01:02:03:05 unix:/b c"
        #expect(
            try await Self.read(values).devices == [
                DeviceEntry(identifier: "E8:07:01:02:03:04", address: .unixSeqpacket(path: "/a")),
                DeviceEntry(identifier: "E8:07:01:02:03:05", address: .unixSeqpacket(path: "/b c")),
            ]
        )
        values["devices"] = nil
        #expect(try await Self.read(values).devices.isEmpty)
    }

    @Test(arguments: [
        "", "E8:07:01:02:03:04", "unix:/a", "E8:07:01:02:03 unix:/a", "E8:07:01:02:03:04:05 unix:/a",
        "E8:07:01:02:03:0 unix:/a", "E8:07:01:02:03:0G unix:/a", "E8-07-01-02-03-04 unix:/a",
        "E8:07:01:02:03:04 /a", "E8:07:01:02:03:04 unix:", "E8:07:01:02:03:04 tcp:127.0.0.1",
        "E8:07:01:02:03:04 unix:/" + String(repeating: "a", count: 107),
    ]) func aDeviceIsAnAddressAndASocket(line: String) {
        #expect(throws: SettingsError.self) { try DeviceEntry(line: line) }
    }

    @Test func theLongestPathOfASocketIsTaken() throws {
        let path = "/" + String(repeating: "a", count: 106)
        #expect(try DeviceEntry(line: "E8:07:01:02:03:04 unix:\(path)").address == .unixSeqpacket(path: path))
    }

    @discardableResult
    private static func read(_ values: [String: String]) async throws -> GatewayConfiguration {
        try GatewayConfiguration(reading: try await SettingsReader(flags: values, environment: [:], file: nil))
    }

    private static func transport(_ url: String) throws {
        let address = try #require(URL(string: url))
        let state = URL(fileURLWithPath: "/")
        _ = try GatewayConfiguration(server: address, stateDirectory: state, devices: [], zone: .gmt).transport()
    }
}
