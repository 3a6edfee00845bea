import ATT
import EventLoops
import HearthGateway
import SimulatedDevices

/// Reaches simulated devices in this process: each connection is a new socket pair.
struct DemoConnector: BearerConnector {
    let identifiers: [String]
    let devices: [SimulatedDevice]

    func connect(to device: DeviceEntry, on loop: EventLoop) async throws(ATTError) -> any Bearer {
        guard let index = identifiers.firstIndex(of: device.identifier) else { throw ATTError.peerClosed }
        return try await devices[index].connect(gatewayLoop: loop)
    }
}
