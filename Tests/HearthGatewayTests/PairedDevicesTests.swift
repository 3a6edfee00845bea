import ATT
import BlueZ
import EventLoops
import Foundation
import RecordedLog
import Testing

@testable import HearthGateway

@Suite struct PairedDevicesTests {
    private let folder: URL

    init() { folder = URL(fileURLWithPath: "/tmp/hearth-paired-\(UUID().uuidString.prefix(8))") }

    private func configuration(_ devices: [String], bluetooth: BluetoothSettings? = nil) throws -> GatewayConfiguration
    {
        GatewayConfiguration(
            server: try #require(URL(string: "http://127.0.0.1:9")),
            stateDirectory: folder,
            bluetooth: bluetooth,
            devices: try devices.map { try DeviceEntry(line: $0) },
            zone: .gmt
        )
    }

    private func bond(_ address: String, isLost: Bool = false) throws -> Bond {
        Bond(peer: PeerAddress(try #require(BluetoothAddress(address)), .publicAddress), isLost: isLost)
    }

    @Test func everyPairedDeviceIsReadUnderTheIdentifierThatTheServerKnows() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = try StateDirectory(folder)
        try state.bondFile.write(BondBook([try bond("00:00:00:00:00:01"), try bond("00:00:00:00:00:02")]))
        let configuration = try configuration(["E8:07:01:02:03:04 bluetooth:00:00:00:00:00:02"])
        #expect(
            try configuration.devices(pairedIn: state) == [
                DeviceEntry(line: "E8:07:01:02:03:04 bluetooth:00:00:00:00:00:02"),
                DeviceEntry(line: "00:00:00:00:00:01 bluetooth:00:00:00:00:00:01"),
            ]
        )
        #expect(try configuration.devices(pairedIn: nil).count == 1)
    }

    @Test func statusNamesWhatMustBePairedAgain() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = try StateDirectory(folder)
        try state.bondFile.write(
            BondBook([
                try bond("00:00:00:00:00:01"), try bond("00:00:00:00:00:02", isLost: true),
            ])
        )
        let text = try await GatewayStatus(configuration: try configuration([])).text()
        #expect(text.contains("paired       2 devices, lost and to be paired again: 00:00:00:00:00:02\n"))
    }

    @Test func withoutAnAdapterToolsSaySo() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let scan = DeviceScan(configuration: try configuration([]), showsAll: false, logger: .silent)
        await #expect(throws: GatewayError.noAdapter("bluetooth.adapter is not set")) {
            _ = try await scan.run(for: .seconds(1))
        }
    }

    @Test func withoutAnAdapterABluetoothDeviceIsNotReachable() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let device = try DeviceEntry(line: "00:00:00:00:00:01 bluetooth:00:00:00:00:00:01")
        await #expect(throws: ATTError.system(call: "adapter", errno: ENODEV)) {
            _ = try await SocketConnector().connect(to: device, on: loop)
        }
    }
}
