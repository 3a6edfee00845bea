import ATT
import BlueZ
import EventLoops
import Foundation

/// Reaches devices at their addresses: over local sockets, and over the gateway's own adapter.
public struct SocketConnector: BearerConnector {
    private let adapter: Adapter?
    private let onBondChange: @Sendable () -> Void

    /// Makes a connector.
    ///
    /// - Parameters:
    ///   - adapter: The gateway's own; without one it reaches local sockets only.
    ///   - onBondChange: Is told when a device has lost its bond, or takes it again.
    public init(adapter: Adapter? = nil, onBondChange: @escaping @Sendable () -> Void = {}) {
        self.adapter = adapter
        self.onBondChange = onBondChange
    }

    /// Connects to the device's socket; a Bluetooth device is waited for until it shows up.
    ///
    /// - Throws: `ATTError.bondLost` when the device has no keys any more, `.notSecure` when it was never paired,
    ///   `.channelBusy` when another program is connected to it.
    public func connect(to device: DeviceEntry, on loop: EventLoop) async throws(ATTError) -> any Bearer {
        switch device.address {
        case .unixSeqpacket(let path): return try SeqpacketBearer(path: path, on: loop)
        case .bluetooth(let address):
            guard let adapter else { throw .system(call: "adapter", errno: ENODEV) }
            return try await connect(to: address, over: adapter, on: loop)
        }
    }

    private func connect(
        to address: BluetoothAddress,
        over adapter: Adapter,
        on loop: EventLoop
    ) async throws(ATTError) -> any Bearer {
        let own: BluetoothAddress
        do throws(BlueZError) {
            own = try await adapter.whenReady()
        } catch {
            throw .closed
        }
        // Without a key the kernel would make one with whoever answers at this address.
        guard let bond = await adapter.book.bond(with: address), !bond.longTermKeys.isEmpty else { throw .notSecure }
        do throws(ATTError) {
            let bearer = try await adapter.link(by: bond, from: own, on: loop)
            if await adapter.mark(address, isLost: false) { onBondChange() }
            return bearer
        } catch {
            // bluetoothd puts its keys into the place of the gateway's: then nothing is said of the device.
            if error == .bondLost || error == .channelBusy, await adapter.findRival() != nil {
                throw .system(call: "connect", errno: EBUSY)
            }
            if error == .bondLost, await adapter.mark(address, isLost: true) { onBondChange() }
            throw error
        }
    }
}
