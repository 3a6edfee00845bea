import ATT
import EventLoops
import ExactJSON
import Foundation
import HearthGateway
import Logging
import ModelledKernel
import RecordedLog
import SimulatedDevices
import Synchronization
import Testing

@testable import BlueZ

extension WholeProcesses {
    /// A cuff that has lost its bond, from what the kernel says of it to those who are told.
    ///
    /// The gateway runs whole, at a server and its database; the kernel alone is played. That a kernel does say so is
    /// shown by `Deploy/test-bluetooth`.
    struct LostBondTests {
        private static let cuff = "F0:F1:F2:F3:F4:00"
        private static let pollInterval: Duration = .milliseconds(200)
        private static let limit: Duration = .seconds(60)

        @Test(
            "A connection that the kernel ends with EACCES is one alert of the server, until the device connects again",
            .timeLimit(.minutes(4))
        )
        func lostBondIsAnAlert() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let client = try deployment.administrator
                let device = try await client.createDevice(Self.cuff)
                let folder = deployment.directory.appending(path: "gateway")
                let configuration = try Self.configuration(folder, serverPort: try deployment.port(of: 0))
                let code = try await client.createGateway("Gateway")
                try await GatewayEnrolment(configuration: configuration).enroll(code: code)
                let file = BondFile(folder: folder)
                try file.write(BondBook([try Self.bond()]))

                let simulated = SimulatedDevice(
                    kind: .bloodPressureCuff,
                    identifier: "1",
                    on: deployment.loops.next()
                )
                let kernel = try Kernel(simulated)
                let service = GatewayService(
                    configuration: configuration,
                    stack: kernel.stack,
                    logger: .silent
                )
                try await Self.running(service) {
                    try await Self.wait("the server alerts") { try await Self.states(client) != [] }
                    let alert = try await client.get("/v1/alerts").required("items").elements()[0]
                    #expect(try alert.text("rule") == "technical/bond-lost")
                    #expect(try alert.text("deviceId") == device)
                    #expect(try alert.text("state") == "active-unacknowledged")
                    #expect(try file.read().bonds.map(\.isLost) == [true])

                    kernel.giveBack()
                    try await Self.wait("the server takes it back") {
                        try await Self.states(client) == ["returned-unacknowledged"]
                    }
                    #expect(try file.read().bonds.map(\.isLost) == [false])
                }
                let changes = try await deployment.database.texts(
                    "SELECT change FROM hearth.alert_events ORDER BY sequence"
                )
                #expect(changes == ["raised", "returned-to-normal"])
            }
        }

        /// No report is due while the test runs: what the server hears, it hears because the bond was lost or found.
        private static func configuration(_ folder: URL, serverPort: UInt16) throws -> GatewayConfiguration {
            GatewayConfiguration(
                server: try #require(URL(string: "http://127.0.0.1:\(serverPort)")),
                stateDirectory: folder,
                bluetooth: BluetoothSettings(adapter: .first),
                devices: [],
                zone: .gmt,
                reportInterval: .seconds(3_600)
            )
        }

        private static func bond() throws -> Bond {
            let peer = PeerAddress(try #require(BluetoothAddress(cuff)), .randomAddress)
            let key = LongTermKey(
                peer: peer,
                kind: .unauthenticated,
                central: 1,
                sizeBytes: 16,
                diversifier: 0,
                random: 0,
                value: try #require(SecretKey(octets: [UInt8](repeating: 7, count: 16)))
            )
            return Bond(peer: peer, longTermKeys: [key])
        }

        private static func running(_ service: GatewayService, _ body: () async throws -> Void) async throws {
            let run = Task { try await service.run() }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body())
            } catch {
                outcome = .failure(error)
            }
            run.cancel()
            try await run.value
            try outcome.get()
        }

        private static func states(_ client: HearthClient) async throws -> [String] {
            try await client.get("/v1/alerts").required("items").elements().map { try $0.text("state") }
        }

        private static func wait(_ what: String, until isTrue: () async throws -> Bool) async throws {
            let deadline = ContinuousClock.now + limit
            while try await !isTrue() {
                guard ContinuousClock.now < deadline else { throw EndToEndError("it did not happen: \(what)") }
                try await Task.sleep(for: pollInterval)
            }
        }
    }
}

/// A kernel whose one device has lost its bond at first.
private final class Kernel: Sendable {
    private let modelled: ModelledAdapter
    private let device: SimulatedDevice
    private let hasBond = Mutex(false)

    init(_ device: SimulatedDevice) throws {
        self.device = device
        modelled = try ModelledAdapter([])
    }

    /// Gives the device its keys back.
    func giveBack() { hasBond.withLock { $0 = true } }

    var stack: BluetoothStack {
        BluetoothStack(
            openManagement: { [self] (loop, logger, listener) throws(BlueZError) in
                ManagementSocket(descriptor: modelled.kernel.near, on: loop, logger: logger, listener: listener)
            },
            openLink: { [self] (_, _, _, loop) async throws(ATTError) in
                guard hasBond.withLock(\.self) else { throw LowEnergyLink.failure(EACCES) }
                return try await device.connect(gatewayLoop: loop)
            }
        )
    }
}
