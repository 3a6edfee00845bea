import ATT
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct GATTClientValueTests {
    @Test func anIndicationIsConfirmedOnlyAfterTheHandlerHasTakenIt() async throws {
        let gate = Gate()
        let bench = try await Bench { _ in await gate.pass() }
        try await bench.device.send(.indication(handle: 3, value: [1, 2]))
        let value = try #require(await bench.values(1).first)
        #expect(value.handle == 3 && value.bytes == [1, 2] && value.isIndication)
        // The client is awake and answers, yet does not confirm.
        try await bench.device.send(.request(.exchangeMTU(23)))
        #expect(try await bench.device.next() == .response(.exchangeMTU(517)))
        gate.open()
        #expect(try await bench.device.next() == .confirmation)
        await bench.end()
    }

    @Test func aValueThatWaitsForTheHandlerKeepsItsArrival() async throws {
        let gate = Gate()
        let bench = try await Bench { _ in await gate.pass() }
        try await bench.device.send(.notification(handle: 3, value: [1]))
        try await bench.device.send(.notification(handle: 3, value: [1]))
        // The answer to what was sent last shows that both have arrived.
        try await bench.device.send(.request(.exchangeMTU(23)))
        #expect(try await bench.device.next() == .response(.exchangeMTU(517)))
        let opened = ContinuousClock.now
        gate.open()
        let arrivals = await bench.values(2).map(\.arrivedAt)
        #expect(arrivals.count == 2 && arrivals[0] <= arrivals[1] && arrivals[1] <= opened)
        await bench.end()
    }

    @Test func anIndicationThatTheHandlerRefusesIsNotConfirmedAndEndsTheConnection() async throws {
        struct DiskFull: Error {}
        let bench = try await Bench { _ in throw DiskFull() }
        try await bench.device.send(.indication(handle: 3, value: [1]))
        await #expect(throws: ATTError.peerClosed) { try await bench.device.next() }
        #expect(await bench.client.closed() == .handlerFailed)
        await bench.end()
    }

    @Test func anIndicationInTheMiddleOfARequestIsHandledBeforeTheResponse() async throws {
        let bench = try await Bench()
        async let value = bench.client.read(9)
        _ = try await bench.device.next()
        try await bench.device.send(.indication(handle: 3, value: [1]))
        #expect(try await bench.device.next() == .confirmation)
        try await bench.device.send(.response(.read([5])))
        #expect(try await value == [5])
        await bench.end()
    }

    @Test func aHandlerMayAskTheDeviceWhileItHoldsAnIndication() async throws {
        let later = Later<GATTClient>()
        let bench = try await Bench { value in
            let type = try await later.value.read(9)
            if type != [2] { throw ATTError.closed }
        }
        later.set(bench.client)
        try await bench.device.send(.indication(handle: 3, value: [1]))
        #expect(try await bench.device.answer(with: .read([2])) == [.request(.read(handle: 9))])
        #expect(try await bench.device.next() == .confirmation)
        await bench.end()
    }

    @Test func aValueFromAnUnknownHandleIsHandedOverToo() async throws {
        let bench = try await Bench()
        try await bench.device.send(.indication(handle: 77, value: [1]))
        let value = try #require(await bench.values(1).first)
        #expect(value.handle == 77 && value.bytes == [1] && value.isIndication)
        #expect(try await bench.device.next() == .confirmation)
        await bench.end()
    }

    @Test func aValueBeforeDiscoveryHasTheCharacteristicOfAnEarlierConnection() async throws {
        let pressure = GATTCharacteristic(uuid: 0x2A35, properties: .indicate, valueHandle: 3, lastHandle: 4)
        let service = GATTService(uuid: 0x1810, firstHandle: 1, lastHandle: 4, characteristics: [pressure])
        let bench = try await Bench(knownServices: [service])
        try await bench.device.send(.indication(handle: 3, value: [1]))
        #expect(await bench.values(1).first?.characteristic == pressure)
        await bench.end()
    }

    @Test func notificationsAreHandedOverInOrderAndNotConfirmed() async throws {
        let bench = try await Bench()
        for number in UInt8(1)...50 { try await bench.device.send(.notification(handle: 3, value: [number])) }
        let values = await bench.values(50)
        #expect(values.map(\.bytes) == (UInt8(1)...50).map { [$0] })
        #expect(values.allSatisfy { !$0.isIndication })
        async let value = bench.client.read(1)
        #expect(try await bench.device.next() == .request(.read(handle: 1)))
        try await bench.device.send(.response(.read([1])))
        #expect(try await value == [1])
        await bench.end()
    }

    @Test func notificationsThatHaveComeAreTakenAlsoWhenTheDeviceHasGone() async throws {
        let gate = Gate()
        let taken = Mutex<[[UInt8]]>([])
        let bench = try await Bench { value in
            await gate.pass()
            taken.withLock { $0.append(value.bytes) }
        }
        for number in UInt8(1)...3 { try await bench.device.send(.notification(handle: 3, value: [number])) }
        await bench.device.close()
        #expect(await bench.client.closed() == .peerClosed)
        gate.open()
        await bench.client.handled()
        #expect(taken.withLock(\.self) == [[1], [2], [3]])
        await bench.end()
    }

    @Test func aFloodThatTheHandlerCannotTakeEndsTheConnectionAndIsNotDroppedSilently() async throws {
        let gate = Gate()
        let bench = try await Bench { _ in await gate.pass() }
        // An answer to every batch shows that the client has read it, so that the flood is not held up by the socket.
        let batch = 32
        for _ in 0..<ATTLimits.maximumWaitingValues / batch {
            for _ in 0..<batch { try await bench.device.send(.notification(handle: 3, value: [1])) }
            try await bench.device.send(.request(.exchangeMTU(23)))
            #expect(try await bench.device.next() == .response(.exchangeMTU(517)))
        }
        try await bench.device.send(.notification(handle: 3, value: [1]))
        #expect(await bench.client.closed() == .overloaded)
        gate.open()
        await bench.end()
    }

    @Test(
        arguments: [
            (.indicate, 2), (.notify, 1), ([.notify, .indicate], 2),
        ] as [(CharacteristicProperties, UInt8)]
    )
    func subscribingAsksForIndicationsWhereItCan(properties: CharacteristicProperties, value: UInt8) async throws {
        let bench = try await Bench()
        let characteristic = GATTCharacteristic(
            uuid: 0x2A35,
            properties: properties,
            valueHandle: 3,
            lastHandle: 4,
            descriptors: [GATTDescriptor(uuid: .clientConfiguration, handle: 4)]
        )
        async let subscribed: Void = bench.client.subscribe(to: characteristic)
        let requests = try await bench.device.answer(with: .write)
        #expect(requests == [.request(.write(handle: 4, value: [value, 0]))])
        try await subscribed
        await bench.end()
    }

    @Test func subscribingLooksForTheDescriptorWhenItIsNotKnown() async throws {
        let bench = try await Bench()
        let characteristic = GATTCharacteristic(uuid: 0x2A35, properties: .indicate, valueHandle: 3, lastHandle: 4)
        async let subscribed: Void = bench.client.subscribe(to: characteristic)
        let requests = try await bench.device.answer(
            with: .findInformation([AttributeInformation(handle: 4, type: .clientConfiguration)]),
            .write
        )
        #expect(requests.last == .request(.write(handle: 4, value: [2, 0])))
        try await subscribed
        await bench.end()
    }

    @Test(arguments: [
        GATTCharacteristic(uuid: 0x2A24, properties: .read, valueHandle: 3, lastHandle: 3),
        GATTCharacteristic(uuid: 0x2A24, properties: .indicate, valueHandle: 3, lastHandle: 3),
    ])
    func aCharacteristicThatSendsNothingCannotBeSubscribedTo(characteristic: GATTCharacteristic) async throws {
        let bench = try await Bench()
        await #expect(throws: ATTError.notSubscribable(0x2A24)) {
            try await bench.client.subscribe(to: characteristic)
        }
        await bench.end()
    }
}
