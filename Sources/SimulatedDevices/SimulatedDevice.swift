import ATT
import EventLoops
import GATT
import Vitals

/// A health device that keeps its measurements until a gateway has confirmed them, as real meters do.
///
/// It is connected to one central at a time. As soon as that has subscribed, the device sends what it holds, oldest
/// first, and forgets a measurement only when it is confirmed; otherwise the same bytes come again in the next
/// connection. A heart-rate strap notifies, so that for it sent is gone.
public actor SimulatedDevice {
    /// A battery that is neither full nor low, in percent.
    private static let batteryPercent: UInt8 = 87

    /// What the device is.
    public nonisolated let kind: SimulatedDeviceKind
    /// The loop on which the device lives.
    public nonisolated let loop: EventLoop
    /// The executor that is the loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// The measurements that no gateway has confirmed yet, oldest first.
    public private(set) var unconfirmed: [[UInt8]] = []

    private let table: AttributeTable
    private var lastConnection: Task<ATTError, Never>?
    private var deliverer: CheckedContinuation<Void, Never>?
    private var observers: [CheckedContinuation<Void, Never>] = []

    /// Makes a device that holds nothing yet.
    ///
    /// - Parameters:
    ///   - kind: What the device is.
    ///   - information: What it says about itself.
    ///   - loop: Where it lives.
    ///   - clock: What its clock says when it is read.
    public init(
        kind: SimulatedDeviceKind,
        information: DeviceInformation,
        on loop: EventLoop,
        clock: @escaping @Sendable () -> DeviceTimestamp
    ) {
        self.kind = kind
        self.loop = loop
        table = AttributeTable([
            kind.service,
            SimulatedService(
                .deviceInformation,
                [
                    SimulatedCharacteristic(.manufacturerName, constant: Array(information.manufacturer.utf8)),
                    SimulatedCharacteristic(.modelNumber, constant: Array(information.model.utf8)),
                    SimulatedCharacteristic(.serialNumber, constant: Array(information.serialNumber.utf8)),
                    SimulatedCharacteristic(.firmwareRevision, constant: Array(information.firmware.utf8)),
                ]
            ),
            SimulatedService(.battery, [SimulatedCharacteristic(.batteryLevel, constant: [Self.batteryPercent])]),
            SimulatedService(
                .currentTime,
                [SimulatedCharacteristic(.currentTime, .read) { try CurrentTime(dateTime: clock()).encoded() }]
            ),
        ])
    }

    /// Takes a measurement: the bytes of the kind's characteristic, to be sent when a gateway wants them.
    public func measure(_ bytes: [UInt8]) {
        unconfirmed.append(bytes)
        wakeDeliverer()
    }

    /// Connects the device with a gateway in the same process.
    ///
    /// - Parameter gatewayLoop: The loop on which the gateway uses its end.
    /// - Returns: The gateway's end of the connection.
    /// - Throws: `ATTError.system` when no descriptor is left.
    public func connect(gatewayLoop: EventLoop) throws(ATTError) -> SeqpacketBearer {
        let (near, far) = try SeqpacketBearer.pair(on: gatewayLoop, and: loop)
        begin(far)
        return near
    }

    /// Serves whoever connects, one after the other, until the listener ends.
    ///
    /// - Parameter listener: A listener on the device's loop.
    /// - Returns: Why the listener ended; `ATTError.closed` when it was closed.
    public func serve(_ listener: SeqpacketListener) async -> ATTError {
        do throws(ATTError) {
            while true { _ = await begin(try await listener.accept()).value }
        } catch {
            return error
        }
    }

    /// Waits until every measurement has been confirmed.
    public func allConfirmed() async {
        // Asked inside: the actor may do something else before the task is suspended.
        await withCheckedContinuation { continuation in
            if unconfirmed.isEmpty {
                continuation.resume()
            } else {
                observers.append(continuation)
            }
        }
    }

    @discardableResult
    private func begin(_ bearer: SeqpacketBearer) -> Task<ATTError, Never> {
        let previous = lastConnection
        let connection = Task {
            _ = await previous?.value
            return await serve(bearer)
        }
        lastConnection = connection
        return connection
    }

    private func serve(_ bearer: SeqpacketBearer) async -> ATTError {
        let server = GATTServer(bearer: bearer, table: table)
        let delivery = Task { await deliver(through: server) }
        let end = await server.serve()
        delivery.cancel()
        wakeDeliverer()
        await delivery.value
        return end
    }

    private func deliver(through server: GATTServer) async {
        guard let handle = table.valueHandle(of: BluetoothUUID(kind.measurement.rawValue)) else { return }
        while let oldest = await oldestUnconfirmed() {
            do throws(ATTError) {
                try await server.send(oldest, handle: handle)
            } catch {
                return await server.close()
            }
            unconfirmed.removeFirst()
            if unconfirmed.isEmpty { wakeObservers() }
        }
    }

    /// Waits for a measurement; nil once the connection has ended.
    private func oldestUnconfirmed() async -> [UInt8]? {
        while !Task.isCancelled {
            if let oldest = unconfirmed.first { return oldest }
            await withCheckedContinuation { continuation in
                if unconfirmed.isEmpty, !Task.isCancelled {
                    deliverer = continuation
                } else {
                    continuation.resume()
                }
            }
        }
        return nil
    }

    private func wakeDeliverer() {
        deliverer?.resume()
        deliverer = nil
    }

    private func wakeObservers() {
        for observer in observers { observer.resume() }
        observers = []
    }
}
