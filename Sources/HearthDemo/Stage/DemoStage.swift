import EventLoops
import Foundation
import HearthCore
import HearthGateway
import HearthServer
import Logging
import SocketHTTP
import Upload

/// The demo while it plays: the homes, their gateways and the on-call screen.
struct DemoStage: Sendable {
    let tally = DemoTally()

    private let homes: [DemoHome]
    private let screen: OnCallScreen
    private let loop: EventLoop
    private let names: PatientNames
    private let console: DemoConsole

    init(
        cast: DemoCast,
        server: RunningServer,
        folder: URL,
        names: PatientNames,
        console: DemoConsole,
        logger: Logger
    ) throws {
        self.names = names
        self.console = console
        loop = try EventLoop(name: "homes")
        screen = OnCallScreen(port: server.address.port, token: cast.onCall.text, loop: loop)
        var homes: [DemoHome] = []
        for (index, patient) in SimulatedPatient.cast.enumerated() {
            let directory = folder.appendingPathComponent("home-\(patient.number)")
            try StateDirectory(directory).keep(credential: cast.gatewayTokens[index].text)
            homes.append(
                DemoHome(
                    patient: patient,
                    patientID: cast.patients[index],
                    configuration: try DemoStage.configuration(of: patient, server: server, directory: directory),
                    on: loop,
                    logger: logger,
                    observe: { [tally, console] event in
                        Task { await tally.answered(event) }
                        DemoStage.show(event, of: patient, on: console)
                    }
                )
            )
        }
        self.homes = homes
    }

    /// Plays until the time is over or the process is told to stop, then lets everything on its way arrive.
    func play(seconds: Int?, until stop: StopSignal, drainSeconds: Int) async throws -> DemoSummary {
        let screenTask = Task(executorPreference: loop) { [self] in
            try await screen.watch { event in await seen(event) }
        }
        let gateways = homes.map { home in Task { try await home.gateway.run() } }
        let decline = Decline(rounds: seconds.map(DemoHome.rounds))
        let lives = homes.map { home in Task { try await home.live(declining: decline, tally: tally) } }
        await stop.wait(seconds: seconds)
        console.show("stopping: nobody measures any more")
        for life in lives {
            life.cancel()
            try await life.value
        }
        await drain(seconds: drainSeconds)
        for gateway in gateways { gateway.cancel() }
        for gateway in gateways {
            if case .failure(let error) = await gateway.result { throw DemoError.gateway("\(error)") }
        }
        screenTask.cancel()
        _ = await screenTask.result
        var summary = DemoSummary()
        summary.measured = await tally.identities.count
        summary.duplicates = await tally.duplicates
        summary.alerts = await tally.alerts
        summary.alertLatencies = await tally.latencies
        summary.isDeteriorationSeen = await tally.isDeteriorationSeen
        return summary
    }

    /// Waits until everything that was measured has been answered for by the server, or the time is over.
    private func drain(seconds: Int) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            group.addTask {
                while !Task.isCancelled {
                    let isDelivered = await tally.undelivered == 0
                    if isDelivered { return }
                    try? await Task.sleep(for: .milliseconds(20))
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func seen(_ event: ScreenEvent) async {
        guard let patient = event.patient else {
            console.show("ALERT \(event.change), \(event.priority): \(event.reason)")
            return
        }
        guard let home = homes.first(where: { $0.patientID.description == patient }) else { return }
        let devices = home.patient.devices.indices.map(home.patient.identifier)
        await tally.seen(event, devices: devices, isDeteriorating: home.patient.isDeteriorating)
        console.show("ALERT \(event.change), \(event.priority): \(names.name(of: patient)), \(event.reason)")
    }

    private static func show(_ event: UploadEvent, of patient: SimulatedPatient, on console: DemoConsole) {
        guard !event.settlements.isEmpty else { return }
        console.show("stored \(event.settlements.count) readings of \(patient.name)")
    }

    private static func configuration(
        of patient: SimulatedPatient,
        server: RunningServer,
        directory: URL
    ) throws -> GatewayConfiguration {
        guard let url = URL(string: "http://\(server.address)") else { throw DemoError.stream }
        return GatewayConfiguration(
            server: url,
            stateDirectory: directory,
            devices: patient.devices.indices.map { index in
                DeviceEntry(identifier: patient.identifier(of: index), address: .unixSeqpacket(path: "simulated"))
            },
            zone: DemoClock.zone
        )
    }
}
