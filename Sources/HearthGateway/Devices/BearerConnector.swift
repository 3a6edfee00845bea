import ATT
import EventLoops

/// Opens the bearer of a device: over a socket, a radio, or to a simulated device.
public protocol BearerConnector: Sendable {
    /// Connects to a device; the bearer lives on this loop.
    ///
    /// - Throws: `ATTError` when the device is not reachable now; the gateway tries again.
    func connect(to device: DeviceEntry, on loop: EventLoop) async throws(ATTError) -> any Bearer
}
