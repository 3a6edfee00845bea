import ATT
import EventLoops
import Logging

/// The two ways to a Bluetooth stack, its management socket and its links to devices, and who else takes them.
public struct BluetoothStack: Sendable {
    /// Opens the management socket.
    typealias ManagementOpener =
        @Sendable (EventLoop, Logger, @escaping ManagementSocket.Listener) throws(BlueZError) -> ManagementSocket
    /// Opens an encrypted link to a device from the adapter with an address; throws as `LowEnergyLink.connect` does.
    typealias LinkOpener =
        @Sendable (PeerAddress, BluetoothAddress, LinkSecurity, EventLoop) async throws(ATTError) -> any Bearer

    let openManagement: ManagementOpener
    let openLink: LinkOpener
    /// Names another program that uses the adapter now; nil when none is known.
    let rival: @Sendable () -> String?

    /// Makes a stack; what is not given is the kernel's.
    init(
        openManagement: @escaping ManagementOpener = { (loop, logger, listener) throws(BlueZError) in
            try ManagementSocket(on: loop, logger: logger, listener: listener)
        },
        openLink: @escaping LinkOpener = { (peer, adapter, security, loop) async throws(ATTError) in
            try await LowEnergyLink.connect(to: peer, from: adapter, security: security, on: loop)
        },
        rival: @escaping @Sendable () -> String? = { AdapterLock.rival() }
    ) {
        self.openManagement = openManagement
        self.openLink = openLink
        self.rival = rival
    }

    /// The kernel's.
    public static let kernel = BluetoothStack()
}
