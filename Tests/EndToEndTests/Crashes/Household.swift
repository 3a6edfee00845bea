import EventLoops
import Foundation
import SimulatedDevices
import Vitals

/// One home under load: devices that measure on and on, and a proxy between the gateway and the servers.
final class Household: Sendable {
    /// One of each kind; the scale has no clock.
    private static let kinds: [SimulatedDeviceKind] = [.bloodPressureCuff, .pulseOximeter, .thermometer, .weightScale]
    /// Far enough in the past that a device's clock, a second for each measurement, does not reach the future.
    private static let startSecondsAgo: Int64 = 10 * 86_400

    /// Its devices.
    let devices: [MeasuringDevice]
    /// What came twice.
    let tally: Tally
    /// Its gateway.
    var gateway: GatewayProcess { home.gateway }

    private let home: Home
    private let proxy: ForwardingProxy

    /// Registers a patient, devices and a gateway with the server, and makes them ready to be started.
    init(number: Int, in deployment: Deployment, seed: UInt64, trigger: KillTrigger) async throws {
        devices = try await Self.register(number, in: deployment, seed: seed)
        let tally = Tally()
        self.tally = tally
        proxy = try ForwardingProxy(
            servers: { Self.preferring(number, of: deployment.servers.map(\.port)) },
            observer: ForwardingProxy.Observer(
                requested: { trigger.happened(.requested, in: number) },
                answered: { bytes in
                    tally.countDuplicates(in: bytes)
                    guard bytes.starts(with: Array("HTTP/1.1 200".utf8)) else { return true }
                    if trigger.happened(.answerHeld, in: number) { return false }
                    trigger.happened(.answered, in: number)
                    return true
                }
            )
        )
        home = try await Home(
            number: number,
            in: deployment,
            devices: devices.map { ($0.identifier, $0.simulated) },
            serverPort: proxy.port,
            zone: "Etc/UTC"
        ) { event in
            tally.count(event)
            switch event {
            case .indicated: trigger.happened(.indicated, in: number)
            case .confirmed: trigger.happened(.confirmed, in: number)
            }
        }
    }

    /// Serves the devices until `close()`.
    func runLinks() async { await home.runLinks() }

    /// The readings, as `CrashAudit` reads them from the database, that the gateway may have taken for a repetition of
    /// the one before.
    func doubtfulReadings() async -> [String] {
        var lines: [String] = []
        for (device, repeats) in zip(devices, await home.doubtfulRepeats()) {
            for bytes in repeats {
                let raw = MeasuredReading.hexadecimal(bytes)
                lines += await device.measured.first { $0.raw == raw }.map { [$0.line] } ?? []
            }
        }
        return lines
    }

    /// Ends the gateway's process and everything that stands around it.
    func close() async {
        await home.close()
        proxy.close()
    }

    private static func register(
        _ number: Int,
        in deployment: Deployment,
        seed: UInt64
    ) async throws -> [MeasuringDevice] {
        let client = try deployment.administrator
        let patient = try await client.createPatient("Patient \(number + 1)")
        let start = Instant.now.adding(seconds: -startSecondsAgo)
        var devices: [MeasuringDevice] = []
        for (index, kind) in kinds.enumerated() {
            let device = MeasuringDevice(
                kind: kind,
                identifier: "02:48:52:00:0\(number + 1):0\(index + 1)",
                patient: patient,
                seed: seed &+ UInt64(number * kinds.count + index),
                start: start,
                on: deployment.loops.next()
            )
            let registered = try await client.createDevice(device.identifier)
            _ = try await client.assign(device: registered, to: patient, from: start.description)
            devices.append(device)
        }
        return devices
    }

    /// The ports of the servers that run, beginning with the household's own.
    private static func preferring(_ number: Int, of ports: [UInt16?]) -> [UInt16] {
        let first = number % ports.count
        return (ports[first...] + ports[..<first]).compactMap { $0 }
    }
}
