import ATT
import Alerting
import Foundation
import GATT
import Logging
import ModelledKernel
import RecordedLog
import Testing

@testable import BlueZ
@testable import HearthGateway

/// Another program that takes the gateway's adapter, or the channel to one of its devices, while the gateway runs.
@Suite(.timeLimit(.minutes(2))) struct RivalTests {
    @Test func bluetoothdIsNamedToEverybodyAndTakesNoBondWithIt() async throws {
        try await TestHome.with { home in
            let rival = Shared<String?>("bluetoothd")
            // bluetoothd loads its own keys: to the kernel, no device has one any more.
            try await run(home, rival: rival, link: { rival.value == nil ? EBUSY : EACCES }) { server, log, state in
                try await eventually("the server is told") { server.reports.last?.adapter == .inUse }
                try await eventually("status says what to do") {
                    try await status(home, server).contains(
                        "adapter      bluez.adapter-in-use: bluetoothd uses the adapter"
                    )
                }
                #expect(try state.bondFile.read().bonds.map(\.isLost) == [false])
                rival.update { $0 = nil }
                try await eventually("the server is told of the end") { server.reports.last?.adapter == .ready }
                let said = log.messages(at: .error).filter { $0 == "another program uses the Bluetooth adapter" }
                #expect(said.count == 1)
            }
        }
    }

    @Test func aChannelThatIsTakenIsSaidOnceWithWhatToDo() async throws {
        try await TestHome.with { home in
            let attempts = Shared(0)
            let link: @Sendable () -> Int32 = {
                attempts.update { $0 += 1 }
                return EBUSY
            }
            try await run(home, rival: Shared(nil), link: link) { server, log, _ in
                try await eventually("it is tried again") { attempts.value >= 3 }
                try await eventually("status says so") {
                    try await status(home, server).contains("not connected: att.channel-busy: another program")
                }
                let said = log.messages(at: .warning).filter { $0 == "connection to the device failed" }
                #expect(said.count == 1)
                #expect(server.reports.last?.devices.first?.bond == .bonded)
            }
        }
    }

    private func run(
        _ home: TestHome,
        rival: Shared<String?>,
        link: @escaping @Sendable () -> Int32,
        _ body: (StubServer, RecordedLog, StateDirectory) async throws -> Void
    ) async throws {
        let server = try await StubServer()
        let state = try StateDirectory(home.stateDirectory)
        try state.bondFile.write(BondBook([try .sample(of: TestHome.scale)]))
        let modelled = try ModelledAdapter([])
        let stack = BluetoothStack(
            openManagement: { (loop, logger, listener) throws(BlueZError) in
                ManagementSocket(descriptor: modelled.kernel.near, on: loop, logger: logger, listener: listener)
            },
            openLink: { (_, _, _, _) async throws(ATTError) in throw LowEnergyLink.failure(link()) },
            rival: { rival.value }
        )
        let log = RecordedLog()
        let service = GatewayService(configuration: configuration(home, server), stack: stack, logger: log.logger)
        try await service.running { try await body(server, log, state) }
        await server.stop()
    }

    private func status(_ home: TestHome, _ server: StubServer) async throws -> String {
        try await GatewayStatus(configuration: configuration(home, server)).text()
    }

    private func configuration(_ home: TestHome, _ server: StubServer) -> GatewayConfiguration {
        var configuration = home.configuration(server: server.url, devices: [])
        configuration.bluetooth = BluetoothSettings(adapter: .first)
        configuration.reportInterval = .seconds(1)
        return configuration
    }
}
