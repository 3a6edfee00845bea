import EventLoops
import Foundation
import SimulatedDevices
import Vitals

/// A gateway's process and the simulated devices around it.
final class Home: Sendable {
    /// The gateway, enrolled and not yet started.
    let gateway: GatewayProcess
    private let links: [DeviceLink]

    /// Makes sockets for the devices, and a gateway that is enrolled with the server.
    ///
    /// - Parameters:
    ///   - number: Tells homes of one deployment apart.
    ///   - deployment: Where the home belongs.
    ///   - devices: The devices, by their identifiers.
    ///   - serverPort: Where the gateway finds the server.
    ///   - zone: The zone to which the devices' clocks are set.
    ///   - configuration: Further settings of the gateway.
    ///   - observe: Is told what passes between gateway and devices.
    /// - Throws: `EndToEndError` when the server or the gateway refuses.
    init(
        number: Int,
        in deployment: Deployment,
        devices: [(identifier: String, device: SimulatedDevice)],
        serverPort: UInt16,
        zone: String,
        configuration: [String: String] = [:],
        observe: @escaping @Sendable (DeviceLink.Event) -> Void = { _ in }
    ) async throws {
        var links: [DeviceLink] = []
        var sockets: [(identifier: String, path: String)] = []
        for (index, (identifier, device)) in devices.enumerated() {
            let path = deployment.directory.appending(path: "device-\(number)-\(index)").path
            links.append(try DeviceLink(path: path, to: device, observe: observe))
            sockets.append((identifier, path))
        }
        self.links = links
        gateway = GatewayProcess(
            stateDirectory: deployment.directory.appending(path: "gateway-\(number)"),
            serverPort: serverPort,
            devices: sockets,
            zone: zone,
            configuration: configuration
        )
        let code = try await deployment.administrator.createGateway("Gateway \(number + 1)")
        try await gateway.enroll(code: code)
    }

    /// Runs `body` while the gateway and the devices run, and ends them afterwards, also when `body` throws.
    ///
    /// - Parameter body: What is done meanwhile.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` threw, or `EndToEndError` when the gateway does not start.
    func running<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        let links = Task { await runLinks() }
        let outcome: Swift.Result<Result, any Error>
        do {
            try await gateway.start()
            outcome = .success(try await body())
        } catch {
            outcome = .failure(error)
        }
        await close()
        await links.value
        return try outcome.get()
    }

    /// Serves the devices until `close()`.
    func runLinks() async {
        await withTaskGroup(of: Void.self) { group in
            for link in links { group.addTask { await link.run() } }
        }
    }

    /// Switches every device off; a gateway connects to it again.
    func cutLinks() async {
        for link in links { await link.cut() }
    }

    /// For each device, in their order, the values that the gateway may have taken for a repetition.
    func doubtfulRepeats() async -> [[[UInt8]]] {
        var doubtful: [[[UInt8]]] = []
        for link in links { doubtful.append(await link.doubtfulRepeats) }
        return doubtful
    }

    /// Kills the gateway and takes the devices off the air.
    func close() async {
        try? await gateway.crash()
        for link in links { await link.close() }
    }
}

extension SimulatedDevice {
    /// Makes a device whose clock is right, in a zone so many hours ahead of UTC.
    init(kind: SimulatedDeviceKind, identifier: String, hoursAhead: Int64 = 0, on loop: EventLoop) {
        self.init(
            kind: kind,
            information: DeviceInformation(
                manufacturer: "Hearth",
                model: kind.rawValue,
                serialNumber: identifier,
                firmware: "1"
            ),
            on: loop,
            clock: { Instant.now.shownByClock(hoursAhead: hoursAhead) }
        )
    }
}
