import ATT
import EventLoops
import Foundation
import GATT
import HearthCore
import HearthGateway
import Logging
import SimulatedDevices
import Upload
import Vitals

/// One patient's home: simulated devices, and the real gateway in front of them.
struct DemoHome: Sendable {
    /// The pause between two rounds of measuring: time stamps of devices count whole seconds.
    private static let roundPause: Duration = .milliseconds(1_500)

    let patient: SimulatedPatient
    let patientID: PatientID
    let devices: [SimulatedDevice]
    let gateway: GatewayService

    /// Builds the home of a patient.
    ///
    /// - Parameters:
    ///   - patient: Who lives there.
    ///   - patientID: The patient's key on the server.
    ///   - configuration: What the gateway is told; its devices are the patient's, in order.
    ///   - loop: Where the devices live.
    ///   - logger: Where the gateway says what happens.
    ///   - observe: Is told the outcome of each upload.
    init(
        patient: SimulatedPatient,
        patientID: PatientID,
        configuration: GatewayConfiguration,
        on loop: EventLoop,
        logger: Logger,
        observe: @escaping @Sendable (UploadEvent) -> Void
    ) {
        self.patient = patient
        self.patientID = patientID
        devices = patient.devices.enumerated().map { index, kind in
            let information = DeviceInformation(
                manufacturer: "Hearth",
                model: "Simulated \(kind.rawValue)",
                serialNumber: "\(patient.number)-\(index + 1)",
                firmware: "1"
            )
            return SimulatedDevice(kind: kind, information: information, on: loop, clock: DemoClock.deviceTime)
        }
        gateway = GatewayService(
            configuration: configuration,
            connector: DemoConnector(identifiers: configuration.devices.map(\.identifier), devices: devices),
            logger: logger,
            observe: observe
        )
    }

    /// The rounds that are measured in a span of time.
    static func rounds(in seconds: Int) -> Int { Int(Duration.seconds(seconds) / DemoHome.roundPause) }

    /// Measures round after round until the task is cancelled, and notes what was measured.
    func live(declining decline: Decline, tally: DemoTally) async throws {
        var physiology = Physiology(patient: patient, seed: 1)
        var round = 0
        while !Task.isCancelled {
            let level = patient.isDeteriorating ? decline.level(round: round) : 0
            for (index, device) in devices.enumerated() {
                let bytes = try physiology.measure(device.kind, at: DemoClock.deviceTime(), decline: level)
                await tally.measured(
                    device: patient.identifier(of: index),
                    characteristic: device.kind.measurement,
                    bytes: bytes
                )
                await device.measure(bytes)
            }
            round += 1
            do { try await Task.sleep(for: DemoHome.roundPause) } catch { return }
        }
    }
}
