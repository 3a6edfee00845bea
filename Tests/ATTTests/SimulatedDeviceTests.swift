import ATT
import EventLoops
import Foundation
import GATT
import SimulatedDevices
import Synchronization
import Testing
import Vitals

/// Simulated devices as a gateway sees them: through the client.
@Suite(.timeLimit(.minutes(1))) struct SimulatedDeviceTests {
    private struct NotStored: Error {}

    private let loop: EventLoop
    private let deviceLoop: EventLoop

    init() throws {
        loop = try EventLoop(name: "gateway")
        deviceLoop = try EventLoop(name: "device")
    }

    private func device(_ kind: SimulatedDeviceKind = .bloodPressureCuff) throws -> SimulatedDevice {
        let time = try #require(DeviceTimestamp("2026-03-01T07:15:00"))
        let information = DeviceInformation(
            manufacturer: "Hearth",
            model: "A model with a name longer than one PDU",
            serialNumber: "S-1",
            firmware: "1.2.3"
        )
        return SimulatedDevice(kind: kind, information: information, on: deviceLoop) { time }
    }

    /// Connects, subscribes to the measurement and hands what comes to `handler`.
    private func gateway(
        _ bearer: SeqpacketBearer,
        of kind: SimulatedDeviceKind = .bloodPressureCuff,
        handler: @escaping @Sendable (ReceivedValue) async throws -> Void
    ) async throws -> GATTClient {
        let client = GATTClient(bearer: bearer) { values in
            for value in values { try await handler(value) }
        }
        await client.start()
        try await client.exchangeMTU()
        let services = try await client.discover()
        let uuid = BluetoothUUID(kind.measurement.rawValue)
        let measurement = try #require(services.lazy.compactMap { $0.characteristic(uuid) }.first)
        try await client.subscribe(to: measurement)
        return client
    }

    @Test(arguments: SimulatedDeviceKind.allCases)
    func everyKindDeliversWhatItMeasured(kind: SimulatedDeviceKind) async throws {
        let device = try device(kind)
        let (stream, continuation) = AsyncStream.makeStream(of: ReceivedValue.self)
        for number in UInt8(1)...3 { await device.measure([0, number]) }
        let client = try await gateway(device.connect(gatewayLoop: loop), of: kind) { continuation.yield($0) }
        await device.measure([0, 4])
        var received: [ReceivedValue] = []
        for await value in stream {
            received.append(value)
            if received.count == 4 { break }
        }
        #expect(received.map { $0.bytes[1] } == [1, 2, 3, 4])
        #expect(received.allSatisfy { $0.characteristic?.uuid == BluetoothUUID(kind.measurement.rawValue) })
        #expect(received.allSatisfy { $0.isIndication == (kind != .heartRateStrap) })
        await device.allConfirmed()
        await end(client)
    }

    @Test func theDeviceTellsWhatItIsAndWhatTimeItHas() async throws {
        let client = try await gateway(try device().connect(gatewayLoop: loop)) { _ in }
        let services = await client.services
        #expect(services.map(\.uuid) == [0x1810, 0x180A, 0x180F, 0x1805])
        func read(_ service: BluetoothUUID, _ characteristic: BluetoothUUID) async throws -> [UInt8] {
            let found = services.first { $0.uuid == service }?.characteristic(characteristic)
            return try await client.read(try #require(found).valueHandle)
        }
        #expect(try await read(0x180A, 0x2A29) == Array("Hearth".utf8))
        #expect(try await read(0x180A, 0x2A24) == Array("A model with a name longer than one PDU".utf8))
        #expect(try await BatteryLevel(decoding: read(0x180F, 0x2A19)).percent == 87)
        #expect(try await CurrentTime(decoding: read(0x1805, 0x2A2B)).dateTime.description == "2026-03-01T07:15:00")
        await end(client)
    }

    @Test func whatWasNotConfirmedComesAgainInTheNextConnection() async throws {
        let device = try device()
        await device.measure([1])
        await device.measure([2])
        let taken = Mutex<[[UInt8]]>([])
        let first = try await gateway(device.connect(gatewayLoop: loop)) { value in
            taken.withLock { $0.append(value.bytes) }
            if value.bytes == [2] { throw NotStored() }
        }
        #expect(await first.closed() == .handlerFailed)
        #expect(await device.unconfirmed == [[2]])
        let second = try await gateway(device.connect(gatewayLoop: loop)) { value in
            taken.withLock { $0.append(value.bytes) }
        }
        await device.allConfirmed()
        #expect(taken.withLock { $0 } == [[1], [2], [2]])
        await end(second)
    }

    @Test func aGatewayThatVanishesBeforeItConfirmsGetsTheSameBytesAgain() async throws {
        let device = try device()
        await device.measure([7])
        let entered = Gate()
        let never = Gate()
        let first = try await gateway(device.connect(gatewayLoop: loop)) { _ in
            entered.open()
            await never.pass()
        }
        await entered.pass()
        await first.close()
        #expect(await device.unconfirmed == [[7]])
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let second = try await gateway(device.connect(gatewayLoop: loop)) { continuation.yield($0.bytes) }
        for await bytes in stream {
            #expect(bytes == [7])
            break
        }
        await device.allConfirmed()
        never.open()
        await end(second)
    }

    @Test func aDeviceAtAPathServesOneGatewayAfterTheOther() async throws {
        let path = "/tmp/hearth-\(UUID().uuidString.prefix(8)).att"
        let device = try device(.weightScale)
        let listener = try SeqpacketListener(path: path, on: deviceLoop)
        let serving = Task { await device.serve(listener) }
        for number in UInt8(1)...3 {
            await device.measure([0, number])
            let client = try await gateway(SeqpacketBearer(path: path, on: loop), of: .weightScale) { _ in }
            await device.allConfirmed()
            await client.close()
        }
        await Task(executorPreference: deviceLoop) { listener.close() }.value
        #expect(await serving.value == .closed)
        #expect(throws: ATTError.system(call: "connect", errno: ENOENT)) { try SeqpacketBearer(path: path, on: loop) }
        stop()
    }

    @Test func theServerRefusesByNameWhatItDoesNotAllow() async throws {
        let client = try await gateway(try device().connect(gatewayLoop: loop)) { _ in }
        let pressure = try #require(await client.services[0].characteristic(0x2A35))
        let configuration = try #require(pressure.descriptors.first).handle
        let cases: [(UInt8, UInt16, ATTErrorCode, @Sendable () async throws -> Void)] = [
            (0x0A, pressure.valueHandle, .readNotPermitted, { _ = try await client.read(pressure.valueHandle) }),
            (0x0A, 999, .invalidHandle, { _ = try await client.read(999) }),
            (0x12, 1, .writeNotPermitted, { try await client.write([0], to: 1) }),
            (0x12, configuration, .invalidAttributeValueLength, { try await client.write([2], to: configuration) }),
            (0x12, configuration, .valueNotAllowed, { try await client.write([1, 0], to: configuration) }),
        ]
        for (opcode, handle, code, action) in cases {
            await #expect(throws: ATTError.errorResponse(opcode: opcode, handle: handle, code: code)) {
                try await action()
            }
        }
        await end(client)
    }

    @Test func aGatewayThatDoesNotConfirmInTimeLosesTheConnection() async throws {
        let (near, far) = try SeqpacketBearer.pair(on: loop, and: deviceLoop)
        let value = SimulatedCharacteristic(0x2A35, .indicate)
        let table = AttributeTable([SimulatedService(0x1810, [value])])
        let server = GATTServer(bearer: far, table: table, confirmationTimeout: .milliseconds(50))
        let serving = Task { await server.serve() }
        let never = Gate()
        let client = try await gateway(near) { _ in await never.pass() }
        let handle = try #require(table.valueHandle(of: 0x2A35))
        await #expect(throws: ATTError.timedOut(opcode: 0x1D)) { try await server.send([1], handle: handle) }
        #expect(await serving.value == .timedOut(opcode: 0x1D))
        #expect(await client.closed() == .peerClosed)
        never.open()
        await end(client)
    }

    private func end(_ client: GATTClient) async {
        await client.close()
        stop()
    }

    private func stop() {
        loop.stop()
        deviceLoop.stop()
    }
}
