import ATT
import EventLoops
import Foundation
import Logging
import RecordedLog
import SimulatedDevices
import Spool
import Testing
import Upload
import Vitals

@testable import HearthGateway

/// A home of its own for a test: the gateway's folder, its devices' loop, and names that are used again and again.
struct TestHome {
    static let scale = "E8:07:01:02:03:04"
    /// A zone that never changes its clocks, so that no test depends on the day on which it is run.
    static let zoneName = "Asia/Tokyo"

    let folder: URL
    let loop: EventLoop
    let zone: TimeZone

    var stateDirectory: URL { folder.appendingPathComponent("state") }
    var socketPath: String { folder.appendingPathComponent("att").path }

    /// Makes a home with an enrolled gateway, and removes it after the body.
    static func with(_ body: (TestHome) async throws -> Void) async throws {
        // A socket's address has room for about a hundred bytes: a short folder.
        let folder = URL(fileURLWithPath: "/tmp/hearth-gw-\(UUID().uuidString.prefix(8))")
        let home = TestHome(
            folder: folder,
            loop: try EventLoop(name: "simulated"),
            zone: try #require(TimeZone(identifier: zoneName))
        )
        let state = try StateDirectory(home.stateDirectory)
        try state.keep(credential: StubServer.token)
        // The clock of the machine that runs the tests is taken for right, whatever its kernel knows.
        let now = KernelClock.sample()
        state.clockFile.keep(
            ClockTrust(offsetMilliseconds: now.offsetMilliseconds, source: .server),
            bootID: KernelClock.bootID
        )
        defer {
            home.loop.stop()
            try? FileManager.default.removeItem(at: folder)
        }
        try await body(home)
    }

    func configuration(
        server: URL,
        devices: [String] = [scale],
        spoolBytes: Int = SpoolLimits.leastMaximumBytes
    ) -> GatewayConfiguration {
        GatewayConfiguration(
            server: server,
            stateDirectory: stateDirectory,
            devices: devices.map { DeviceEntry(identifier: $0, address: .unixSeqpacket(path: socketPath)) },
            zone: zone,
            spoolBytes: spoolBytes
        )
    }

    /// Writes a file of quirks about a scale that sends its weight big-endian, with what its capture is said to become.
    func quirkFile(becoming mended: String) throws -> String {
        let file = folder.appendingPathComponent("quirks.json")
        let text = """
            {"quirks": [{"id": "acme", "what": "The weight is big-endian.", "manufacturer": "Acme", "model": "S*",
            "characteristic": "2A9D", "when": {"length": 3, "bits": [{"byte": 0, "mask": "80", "value": "80"}]},
            "mend": [{"clear": {"byte": 0, "mask": "80"}}, {"reverse": {"from": 1, "count": 2}}],
            "captures": [{"sent": "803E80", "mended": "\(mended)", "source": "a test"}]}]}
            """
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// Opens the spool beside the gateway, or before it.
    func spool(maximumBytes: Int = SpoolLimits.leastMaximumBytes) throws -> Spool {
        let path = try StateDirectory(stateDirectory).spoolFile.path
        return try Spool(path: path, maximumBytes: maximumBytes, logger: .silent)
    }

    func spoolStatus() async throws -> SpoolStatus {
        let spool = try spool()
        let status = try await spool.status()
        try spool.close()
        return status
    }

    /// What a clock of the household shows at an instant, and `aheadSeconds` on a clock that is wrong.
    func clock(aheadSeconds: Int64 = 0, at instant: Instant = .systemNow()) -> DeviceTimestamp {
        let local = instant.adding(seconds: Int64(zone.secondsFromGMT()) + aheadSeconds)
        guard let shown = DeviceTimestamp(String(local.description.prefix(19))) else {
            preconditionFailure("an instant's text begins with a date and a time")
        }
        return shown
    }

    /// Closes a listener on its own loop.
    static func close(_ listener: SeqpacketListener) async {
        await Task(executorPreference: listener.loop) { listener.close() }.value
    }

    func device(
        _ kind: SimulatedDeviceKind = .weightScale,
        clockAheadSeconds: Int64 = 0,
        manufacturer: String = "Hearth",
        model: String = "Test"
    ) -> SimulatedDevice {
        SimulatedDevice(
            kind: kind,
            information: DeviceInformation(
                manufacturer: manufacturer,
                model: model,
                serialNumber: "1",
                firmware: "1.0"
            ),
            on: loop,
            clock: { clock(aheadSeconds: clockAheadSeconds) }
        )
    }
}

extension GatewayService {
    /// Runs the gateway for as long as the body takes, then stops it as SIGTERM would.
    func running(_ body: () async throws -> Void) async throws {
        let run = Task { try await self.run() }
        do {
            try await body()
        } catch {
            run.cancel()
            _ = await run.result
            throw error
        }
        run.cancel()
        try await run.value
    }
}
