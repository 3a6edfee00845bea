import ATT
import EventLoops
import Logging

/// Keeps one device connected: connects, runs a session, and tries again when it ends.
struct DeviceLoop: Sendable {
    /// The pause after the first failure to reach a device; it doubles.
    static let firstPause: Duration = .milliseconds(250)
    /// The longest pause: a meter that has just been switched on waits no longer than this.
    static let longestPause: Duration = .seconds(10)

    let device: DeviceEntry
    let connector: any BearerConnector
    let intake: MeasurementIntake
    let loop: EventLoop
    let logger: Logger

    /// Runs until the task is cancelled.
    func run() async {
        var services: [GATTService] = []
        var pause = DeviceLoop.firstPause
        let session = DeviceSession(device: device, intake: intake, logger: logger)
        while !Task.isCancelled {
            do {
                let bearer = try await connector.connect(to: device, on: loop)
                services = try await session.run(over: bearer, knownServices: services)
                pause = DeviceLoop.firstPause
            } catch {
                // Handles that were known may be what failed: the next connection discovers afresh.
                services = []
                logger.debug("device not reachable", metadata: ["device": "\(device.identifier)", "error": "\(error)"])
                pause = min(pause * 2, DeviceLoop.longestPause)
            }
            try? await loop.sleep(for: pause)
        }
    }
}
