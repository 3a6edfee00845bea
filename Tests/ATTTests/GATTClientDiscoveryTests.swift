import ATT
import Testing

@Suite(.timeLimit(.minutes(1))) struct GATTClientDiscoveryTests {
    private static func services(_ entries: (UInt16, UInt16, [UInt8])...) -> ATTResponse {
        .readByGroupType(entries.map { AttributeGroup(handles: HandleRange(first: $0.0, last: $0.1), value: $0.2) })
    }

    private static func characteristic(at handle: UInt16, value: UInt16, bytes: [UInt8] = [0x35, 0x2A]) -> AttributeData
    {
        AttributeData(handle: handle, value: [0x20, UInt8(value & 0xFF), UInt8(value >> 8)] + bytes)
    }

    private static let nothing = ATTResponse.error(opcode: 0, handle: 0, code: .attributeNotFound)

    @Test func servicesCharacteristicsAndDescriptorsAreFoundWithTheirHandles() async throws {
        let long = BluetoothUUID(value: 0x6E40_0001_B5A3_F393_E0A9_E50E_24DC_CA9E)
        let bench = try await Bench()
        async let found = bench.client.discover()
        try await bench.device.answer(
            with: Self.services((1, 7, [0x10, 0x18])),
            Self.services((20, 0xFFFF, long.littleEndian)),
            .readByType([
                Self.characteristic(at: 2, value: 3), Self.characteristic(at: 5, value: 6, bytes: [0x36, 0x2A]),
            ]),
            Self.nothing,
            .findInformation([AttributeInformation(handle: 4, type: .clientConfiguration)]),
            .findInformation([AttributeInformation(handle: 7, type: .clientConfiguration)]),
            .readByType([Self.characteristic(at: 21, value: 22, bytes: long.littleEndian)]),
            Self.nothing,
            Self.nothing
        )
        let services = try await found
        #expect(services.map(\.uuid) == [0x1810, long])
        #expect(services[0].characteristics.map(\.valueHandle) == [3, 6])
        #expect(services[0].characteristics.map(\.lastHandle) == [4, 7])
        #expect(services[0].characteristics.flatMap(\.descriptors).map(\.handle) == [4, 7])
        #expect(services[1].characteristic(long)?.lastHandle == 0xFFFF)
        #expect(await bench.client.services == services)
        await bench.end()
    }

    @Test func onlyTheWantedServicesAreLookedInto() async throws {
        let bench = try await Bench()
        async let found = bench.client.discover([0x180A])
        try await bench.device.answer(
            with: Self.services((1, 4, [0x10, 0x18]), (5, 7, [0x0A, 0x18])),
            Self.nothing,
            .readByType([Self.characteristic(at: 6, value: 7)])
        )
        let services = try await found
        #expect(services.map(\.characteristics.count) == [0, 1])
        await bench.end()
    }

    @Test func aDeviceWithoutServicesHasNone() async throws {
        let bench = try await Bench()
        async let found = bench.client.discover()
        try await bench.device.answer(with: Self.nothing)
        #expect(try await found.isEmpty)
        await bench.end()
    }

    @Test func aRefusalEndsDiscoveryAndLeavesTheBearerOpen() async throws {
        let bench = try await Bench()
        let found = Task { try await bench.client.discover() }
        try await bench.device.answer(with: .error(opcode: 0x10, handle: 1, code: .insufficientEncryption))
        await #expect(throws: ATTError.errorResponse(opcode: 0x10, handle: 1, code: .insufficientEncryption)) {
            try await found.value
        }
        async let value = bench.client.read(1)
        try await bench.device.answer(with: .read([1]))
        #expect(try await value == [1])
        await bench.end()
    }

    @Test(
        arguments: [
            // The same service again and again.
            ([services((1, 4, [0x10, 0x18])), services((1, 4, [0x10, 0x18]))], 1),
            // Into the one before.
            ([services((1, 4, [0x10, 0x18]), (4, 6, [0x0A, 0x18]))], 4),
            // The wrong way round, and the reserved handle.
            ([services((9, 4, [0x10, 0x18]))], 9),
            ([services((0, 4, [0x10, 0x18]))], 0),
            // A UUID of three bytes.
            ([services((1, 4, [0x10, 0x18, 0x00]))], 1),
            // Characteristics: outside of the service, backwards, the value before its declaration, a short one.
            (
                [
                    services((1, 0xFFFF, [0, 0x18])),
                    .readByType([characteristic(at: 3, value: 4), characteristic(at: 2, value: 3)]),
                ], 2
            ),
            ([services((1, 4, [0, 0x18])), nothing, .readByType([characteristic(at: 4, value: 5)])], 4),
            ([services((1, 4, [0, 0x18])), nothing, .readByType([characteristic(at: 3, value: 3)])], 3),
            ([services((1, 4, [0, 0x18])), nothing, .readByType([characteristic(at: 2, value: 3, bytes: [])])], 2),
            ([services((1, 4, [0, 0x18])), nothing, .readByType([AttributeData(handle: 2, value: [])])], 2),
            // Descriptors: again and again, and outside of the characteristic.
            (
                [
                    services((1, 6, [0, 0x18])), nothing, .readByType([characteristic(at: 2, value: 3)]), nothing,
                    .findInformation([AttributeInformation(handle: 4, type: 0x2901)]),
                    .findInformation([AttributeInformation(handle: 4, type: 0x2901)]),
                ], 4
            ),
            (
                [
                    services((1, 6, [0, 0x18])), nothing, .readByType([characteristic(at: 2, value: 3)]), nothing,
                    .findInformation([AttributeInformation(handle: 7, type: 0x2901)]),
                ], 7
            ),
        ] as [([ATTResponse], UInt16)]
    )
    func aDeviceThatContradictsItselfIsClosed(responses: [ATTResponse], handle: UInt16) async throws {
        let bench = try await Bench()
        let found = Task { try await bench.client.discover() }
        for response in responses { try await bench.device.answer(with: response) }
        await #expect(throws: ATTError.inconsistentDiscovery(handle: handle)) { try await found.value }
        #expect(await bench.client.closed() == .inconsistentDiscovery(handle: handle))
        await bench.end()
    }

    @Test func aDeviceWithServicesWithoutEndIsClosed() async throws {
        let bench = try await Bench()
        let found = Task { try await bench.client.discover() }
        for handle in UInt16(1)...513 {
            try await bench.device.answer(with: Self.services((handle, handle, [0, 0x18])))
        }
        await #expect(throws: ATTError.tooManyAttributes(limit: 512)) { try await found.value }
        await bench.end()
    }
}
