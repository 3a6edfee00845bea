import ATT
import EventLoops
import Foundation

/// Connects bearers of the Attribute Protocol over the kernel's L2CAP sockets.
public enum LowEnergyLink {
    /// How long one attempt looks out for the device: it measures once a day, and a new attempt costs nothing.
    public static let patience: Duration = .seconds(600)
    /// How long a connected link may take to be encrypted.
    static let securityTimeout: Duration = .seconds(10)
    /// How often it is asked whether the link is encrypted: the kernel does not announce it.
    private static let securityPoll: Duration = .milliseconds(10)

    /// Waits until the device shows up, connects, and encrypts the link with the keys of its bond.
    ///
    /// Nothing is sent before the kernel says that the link is as secure as it must be.
    ///
    /// - Parameters:
    ///   - peer: The device's identity.
    ///   - adapter: The address of the adapter.
    ///   - security: What the link must be.
    ///   - loop: Where the bearer lives.
    /// - Returns: The bearer of the link.
    /// - Throws: `ATTError.bondLost`, `.notSecure`, `.channelBusy`, `.closed` when the task is cancelled, or `.system`.
    public static func connect(
        to peer: PeerAddress,
        from adapter: BluetoothAddress,
        security: LinkSecurity,
        on loop: EventLoop
    ) async throws(ATTError) -> SeqpacketBearer {
        let descriptor = try KernelSocket.openAttribute(on: adapter)
        do throws(ATTError) {
            guard KernelSocket.set(security, of: descriptor), KernelSocket.setPatience(patience, of: descriptor)
            else { throw .system(call: "setsockopt", errno: errno) }
            if KernelSocket.connect(descriptor, to: peer) < 0 {
                guard errno == EINPROGRESS else { throw failure(errno) }
                try await waitUntilConnected(descriptor, on: loop)
            }
            try await waitUntilSecure(descriptor, security, on: loop)
        } catch {
            Foundation.close(descriptor)
            throw error
        }
        return SeqpacketBearer(descriptor: descriptor, on: loop)
    }

    private static func waitUntilConnected(_ descriptor: Int32, on loop: EventLoop) async throws(ATTError) {
        let source: EventSource
        do throws(EventLoopError) {
            source = try EventSource(descriptor: descriptor, on: loop)
        } catch {
            switch error {
            case .system(let call, let number): throw .system(call: call, errno: number)
            }
        }
        defer { source.close() }
        source.drainedWrites()
        let outcome = await withTaskCancellationHandler {
            await source.writable(within: patience + securityTimeout)
        } onCancel: {
            loop.execute { source.cancelWrite() }
        }
        if Task.isCancelled { throw .closed }
        guard outcome == .ready else { throw .system(call: "connect", errno: ETIMEDOUT) }
        let number = KernelSocket.pendingError(of: descriptor)
        if number != 0 { throw failure(number) }
    }

    private static func waitUntilSecure(
        _ descriptor: Int32,
        _ security: LinkSecurity,
        on loop: EventLoop
    ) async throws(ATTError) {
        let deadline = ContinuousClock.now.advanced(by: securityTimeout)
        while KernelSocket.securityLevel(of: descriptor) < security.rawValue {
            let number = KernelSocket.pendingError(of: descriptor)
            if number != 0 { throw failure(number) }
            guard ContinuousClock.now < deadline else { throw .notSecure }
            do {
                try await loop.sleep(for: securityPoll)
            } catch {
                throw .closed
            }
        }
    }

    /// What an error of a socket means; the kernel says EACCES when the device has no key any more, and EBUSY when
    /// another program has the channel.
    static func failure(_ number: Int32) -> ATTError {
        switch number {
        case EACCES: .bondLost
        case EBUSY: .channelBusy
        default: .system(call: "connect", errno: number)
        }
    }
}
