import ATT
import EventLoops
import HearthGateway
import SimulatedDevices
import Synchronization

/// Reaches a device of the test in this process; each connection is a new socket pair.
final class TestConnector: BearerConnector {
    private let connect: @Sendable (_ attempt: Int, _ device: DeviceEntry, EventLoop) async throws -> any Bearer
    private let attempts = Mutex(0)

    init(_ connect: @escaping @Sendable (_ attempt: Int, DeviceEntry, EventLoop) async throws -> any Bearer) {
        self.connect = connect
    }

    /// Reaches one simulated device, with something around the bearer of an attempt, counted from 1.
    convenience init(
        _ device: SimulatedDevice,
        wrap: @escaping @Sendable (_ attempt: Int, any Bearer) throws(ATTError) -> any Bearer = { $1 }
    ) {
        self.init { attempt, _, loop in try wrap(attempt, try await device.connect(gatewayLoop: loop)) }
    }

    var attemptCount: Int { attempts.withLock { $0 } }

    func connect(to device: DeviceEntry, on loop: EventLoop) async throws(ATTError) -> any Bearer {
        let attempt = attempts.withLock { count in
            count += 1
            return count
        }
        do {
            return try await connect(attempt, device, loop)
        } catch {
            throw error as? ATTError ?? .peerClosed
        }
    }
}
