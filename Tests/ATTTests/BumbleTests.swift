import ATT
import EventLoops
import Synchronization
import Testing

/// The client against Bumble, an implementation of Bluetooth that shares no code with Hearth.
@Suite(.timeLimit(.minutes(2))) struct BumbleTests {
    private static let custom = BluetoothUUID(value: 0x6E40_0002_B5A3_F393_E0A9_E50E_24DC_CA9E)

    @Test func discoveryFindsWhatBumbleOffers() async throws {
        try await withBumble { client, _ in
            let services = try await client.discover()
            let customService = BluetoothUUID(value: 0x6E40_0001_B5A3_F393_E0A9_E50E_24DC_CA9E)
            #expect(services.map(\.uuid) == [0x180A, 0x1810, customService, 0x180D, 0x1809])
            let custom = try #require(services[2].characteristic(Self.custom))
            #expect(custom.properties == [.read, .write, .writeWithoutResponse])
            #expect(custom.descriptors.map(\.uuid) == [0x2901])
            #expect(try await client.read(custom.descriptors[0].handle) == Array("a custom value".utf8))
            let pressure = try #require(services[1].characteristic(0x2A35))
            #expect(pressure.properties == .indicate)
            #expect(pressure.descriptors.map(\.uuid) == [.clientConfiguration])
        }
    }

    @Test(arguments: [false, true]) func aLongModelNumberIsReadWholeWithAnyMTU(exchangesMTU: Bool) async throws {
        try await withBumble { client, _ in
            #expect(exchangesMTU ? try await client.exchangeMTU() == 517 : true)
            let information = try #require(try await client.discover([0x180A]).first)
            let model = try #require(information.characteristic(0x2A24))
            let serial = try #require(information.characteristic(0x2A25))
            let text = String(decoding: try await client.read(model.valueHandle), as: UTF8.self)
            #expect(text == "BP-1000 with a model number longer than a default MTU")
            // 22 bytes: the first answer is full and there is nothing behind it.
            #expect(try await client.read(serial.valueHandle) == Array("0123456789abcdefghijkl".utf8))
        }
    }

    @Test func threeIndicationsAreEachConfirmedAfterTheHandler() async throws {
        let events = Mutex<[String]>([])
        let peer = try await BumblePeer()
        let reader = Task {
            for await line in peer.lines { events.withLock { $0.append(line) } }
        }
        let loop = try EventLoop(name: "bumble")
        let client = GATTClient(bearer: try SeqpacketBearer(path: peer.path, on: loop)) { values in
            // Time for a confirmation that came too early to be seen.
            try await loop.sleep(for: .milliseconds(50))
            events.withLock { $0 += values.map { "STORED \(hex($0.bytes))" } }
        }
        await client.start()
        let service = try #require(try await client.discover([0x1810]).first { $0.uuid == 0x1810 })
        try await client.subscribe(to: try #require(service.characteristic(0x2A35)))
        while events.withLock({ $0.count }) < 6 { try await Task.sleep(for: .milliseconds(10)) }
        let values = ["0078005000ff07", "0087005500ff07", "008e005b00ff07"]
        #expect(events.withLock { $0 } == values.flatMap { ["STORED \($0)", "CONFIRMED \($0)"] })
        await client.close()
        loop.stop()
        peer.end()
        await reader.value
    }

    @Test func notificationsArriveInOrderWithTheirCharacteristic() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: ReceivedValue.self)
        try await withBumble(handler: { for value in $0 { continuation.yield(value) } }) { client, _ in
            let service = try #require(try await client.discover([0x180D]).first { $0.uuid == 0x180D })
            try await client.subscribe(to: try #require(service.characteristic(0x2A37)))
            var rates: [UInt8] = []
            for await value in stream {
                #expect(value.characteristic?.uuid == 0x2A37)
                #expect(!value.isIndication)
                rates.append(value.bytes[1])
                if rates.count == 5 { break }
            }
            #expect(rates == [61, 62, 63, 64, 65])
        }
    }

    @Test func aSubscriptionIsRefusedByNameUntilTheLinkIsEncrypted() async throws {
        try await withBumble { client, peer in
            let service = try #require(try await client.discover([0x1809]).first { $0.uuid == 0x1809 })
            let temperature = try #require(service.characteristic(0x2A1C))
            let handle = try #require(temperature.descriptors.first).handle
            let refusal = ATTError.errorResponse(opcode: 0x12, handle: handle, code: .insufficientEncryption)
            await #expect(throws: refusal) { try await client.subscribe(to: temperature) }
            #expect(refusal.description.contains("Insufficient Encryption"))
            peer.tell("encrypt")
            #expect(await peer.nextLine() == "ENCRYPTED")
            try await client.subscribe(to: temperature)
        }
    }

    @Test func writesArriveWithAndWithoutResponse() async throws {
        try await withBumble { client, peer in
            let service = try #require(try await client.discover().first { $0.characteristic(Self.custom) != nil })
            let handle = try #require(service.characteristic(Self.custom)).valueHandle
            try await client.write([1, 2, 3], to: handle)
            #expect(await peer.nextLine() == "WRITTEN 010203")
            #expect(try await client.read(handle) == [1, 2, 3])
            try await client.writeWithoutResponse([4], to: handle)
            #expect(await peer.nextLine() == "WRITTEN 04")
            await #expect(throws: ATTError.errorResponse(opcode: 0x0A, handle: 999, code: .invalidHandle)) {
                try await client.read(999)
            }
        }
    }

    private func withBumble(
        handler: @escaping GATTClient.Handler = { _ in },
        _ body: (GATTClient, BumblePeer) async throws -> Void
    ) async throws {
        let peer = try await BumblePeer()
        let loop = try EventLoop(name: "bumble")
        let client = GATTClient(bearer: try SeqpacketBearer(path: peer.path, on: loop), handler: handler)
        await client.start()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(client, peer))
        } catch {
            result = .failure(error)
        }
        await client.close()
        loop.stop()
        peer.end()
        try result.get()
    }
}

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
