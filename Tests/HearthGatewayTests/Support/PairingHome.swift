import ATT
import EventLoops
import Foundation
import GATT
import ModelledKernel
import RecordedLog
import Spool

@testable import BlueZ
@testable import HearthGateway

/// The parts of a running gateway that have to do with pairing, at a modelled kernel.
struct PairingHome {
    let home: TestHome
    let modelled: ModelledAdapter
    let adapter: Adapter
    let fleet: DeviceFleet
    let desk: PairingDesk
    let configuration: GatewayConfiguration
    /// The addresses to which the gateway has tried to connect.
    let attempts: Shared<[String]>

    /// Runs the parts, with devices near, while the body runs.
    static func with(
        _ devices: [ModelledDevice],
        bonds: BondBook = BondBook(),
        _ body: (PairingHome) async throws -> Void
    ) async throws {
        try await TestHome.with { home in
            let modelled = try ModelledAdapter(devices)
            let state = try StateDirectory(home.stateDirectory)
            if !bonds.bonds.isEmpty { try state.bondFile.write(bonds) }
            let adapter = try Adapter(
                choice: .first,
                name: "Hearth",
                purpose: .reading,
                file: state.bondFile,
                of: BluetoothStack { loop, logger, listener in
                    ManagementSocket(descriptor: modelled.kernel.near, on: loop, logger: logger, listener: listener)
                },
                on: home.loop,
                logger: .silent
            )
            guard let server = URL(string: "http://127.0.0.1:9") else { return }
            let configuration = home.configuration(server: server, devices: [])
            let attempts = Shared<[String]>([])
            let connector = TestConnector { _, device, _ in
                attempts.update { $0.append(device.identifier) }
                throw ATTError.peerClosed
            }
            let spool = try home.spool()
            let intake = MeasurementIntake(
                spool: spool,
                decoder: IndicationDecoder(zone: home.zone),
                clock: .assumedRight(logger: .silent),
                logger: .silent
            )
            let handles = HandleCache(folder: state.handleFolder, logger: .silent)
            let fleet = DeviceFleet(try configuration.devices(pairedIn: state), on: home.loop) { device in
                DeviceLoop(
                    device: device,
                    connector: connector,
                    intake: intake,
                    journal: DeviceJournal(),
                    handles: handles,
                    loop: home.loop,
                    logger: .silent,
                    tasks: configuration.tasks(at: device.identifier)
                )
            }
            let running = Task { await adapter.run() }
            let reading = Task { await fleet.run() }
            _ = try await adapter.whenReady()
            let pairing = PairingHome(
                home: home,
                modelled: modelled,
                adapter: adapter,
                fleet: fleet,
                desk: PairingDesk(adapter: adapter, fleet: fleet, handles: handles, logger: .silent),
                configuration: configuration,
                attempts: attempts
            )
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(pairing))
            } catch {
                result = .failure(error)
            }
            reading.cancel()
            await reading.value
            running.cancel()
            await running.value
            try spool.close()
            try result.get()
        }
    }

    /// Serves people's commands while the body runs.
    func serving(_ body: () async throws -> Void) async throws {
        let path = try StateDirectory(home.stateDirectory).controlPath
        let server = ControlServer(
            path: path,
            adapter: adapter,
            desk: desk,
            quirks: .none,
            loop: home.loop,
            logger: .silent
        )
        let running = Task { await server.run() }
        try await eventually("there is a control socket") { FileManager.default.fileExists(atPath: path) }
        let result: Result<Void, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        running.cancel()
        await running.value
        try result.get()
    }

    var bonds: [Bond] { get throws { try StateDirectory(home.stateDirectory).bondFile.read().bonds } }
}

/// A person who answers at once, or never.
struct AnsweringPerson: PairingPerson {
    var capability = PairingCapability.keyboardAndDisplay
    var typed: UInt32?
    var isSilent = false

    func passkey() async -> UInt32? {
        if isSilent { try? await Task.sleep(for: .seconds(600)) }
        return typed
    }

    func isSame(_ number: UInt32) async -> Bool { true }
    func show(passkey: UInt32, entered: UInt8) async {}
}
