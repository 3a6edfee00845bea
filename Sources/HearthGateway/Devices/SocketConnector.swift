import ATT
import EventLoops

/// Reaches devices at the addresses of the configuration.
public struct SocketConnector: BearerConnector {
    /// Makes a connector.
    public init() {}

    /// Connects to the device's socket.
    public func connect(to device: DeviceEntry, on loop: EventLoop) async throws(ATTError) -> any Bearer {
        switch device.address {
        case .unixSeqpacket(let path): try SeqpacketBearer(path: path, on: loop)
        }
    }
}
