import EventLoops
import SimulatedDevices
import Vitals

/// A simulated device that measures on and on, and the record of what it measured.
actor MeasuringDevice {
    /// Measurements that wait for a confirmation at most; a person stops measuring when nothing gets through.
    private static let mostUnconfirmed = 3
    /// The time between two measurements.
    private static let pauseMilliseconds = 50...300

    /// The device's identifier.
    nonisolated let identifier: String
    /// Its radio.
    nonisolated let simulated: SimulatedDevice
    /// Every reading that must be in the database once the device has got all its confirmations.
    private(set) var measured: [MeasuredReading] = []

    private var generator: MeasurementGenerator
    private var random: SeededRandom

    init(
        kind: SimulatedDeviceKind,
        identifier: String,
        patient: String,
        seed: UInt64,
        start: Instant,
        on loop: EventLoop
    ) {
        self.identifier = identifier
        simulated = SimulatedDevice(kind: kind, identifier: identifier, on: loop)
        generator = MeasurementGenerator(kind: kind, device: identifier, patient: patient, seed: seed, start: start)
        random = SeededRandom(seed: ~seed)
    }

    /// Measures until the task is cancelled.
    func measureOnAndOn() async throws {
        while !Task.isCancelled {
            if await simulated.unconfirmed.count < Self.mostUnconfirmed {
                let measurement = try generator.next()
                measured += measurement.readings
                await simulated.measure(measurement.bytes)
            }
            try? await Task.sleep(for: .milliseconds(Int.random(in: Self.pauseMilliseconds, using: &random)))
        }
    }
}
