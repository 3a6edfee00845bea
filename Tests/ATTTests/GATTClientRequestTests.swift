import ATT
import EventLoops
import Testing

@Suite(.timeLimit(.minutes(1))) struct GATTClientRequestTests {
    @Test(arguments: [(UInt16(100), 100), (517, 517), (1_000, 517), (5, 23)])
    func theMTUIsTheSmallerOfBothAndNeverBelowTheDefault(offered: UInt16, agreed: Int) async throws {
        let bench = try await Bench()
        async let mtu = bench.client.exchangeMTU()
        let requests = try await bench.device.answer(with: .exchangeMTU(offered))
        #expect(requests == [.request(.exchangeMTU(517))])
        #expect(try await mtu == agreed)
        await bench.end()
    }

    @Test func aDeviceWithoutMTUExchangeKeepsTheDefault() async throws {
        let bench = try await Bench()
        async let mtu = bench.client.exchangeMTU()
        try await bench.device.answer(with: .error(opcode: 0x02, handle: 0, code: .requestNotSupported))
        #expect(try await mtu == 23)
        await bench.end()
    }

    @Test func anErrorResponseIsThrownByNameAndTheBearerStaysUsable() async throws {
        let bench = try await Bench()
        let refused = Task { try await bench.client.read(7) }
        try await bench.device.answer(with: .error(opcode: 0x0A, handle: 7, code: .insufficientAuthentication))
        await #expect(throws: ATTError.errorResponse(opcode: 0x0A, handle: 7, code: .insufficientAuthentication)) {
            try await refused.value
        }
        async let value = bench.client.read(8)
        try await bench.device.answer(with: .read([42]))
        #expect(try await value == [42])
        await bench.end()
    }

    @Test(arguments: [
        ([22, 22, 3], 47, false), ([22, 22, 0], 44, false), ([21], 21, false), ([22], 22, true), ([22, 22], 44, true),
    ])
    func aLongValueIsReadInParts(parts: [Int], length: Int, endsWithError: Bool) async throws {
        let bench = try await Bench()
        async let value = bench.client.read(3)
        for (index, part) in parts.enumerated() {
            let bytes = [UInt8](repeating: UInt8(index), count: part)
            let requests = try await bench.device.answer(with: index == 0 ? .read(bytes) : .readBlob(bytes))
            #expect(
                requests == [.request(index == 0 ? .read(handle: 3) : .readBlob(handle: 3, offset: UInt16(index * 22)))]
            )
        }
        if endsWithError {
            try await bench.device.answer(with: .error(opcode: 0x0C, handle: 3, code: .attributeNotLong))
        }
        #expect(try await value.count == length)
        await bench.end()
    }

    @Test func aValueWithoutEndIsNotReadForEver() async throws {
        let bench = try await Bench()
        async let value = bench.client.read(3)
        let part = [UInt8](repeating: 1, count: 22)
        try await bench.device.answer(with: .read(part))
        for _ in 1...23 { try await bench.device.answer(with: .readBlob(part)) }
        #expect(try await value.count == 24 * 22)
        await bench.end()
    }

    @Test func requestsAreSentOneAfterTheOther() async throws {
        let bench = try await Bench()
        let client = bench.client
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for handle in UInt16(1)...20 { group.addTask { Int(try await client.read(handle)[0]) } }
            for _ in 1...20 {
                guard case .request(.read(let handle)) = try await bench.device.next() else { continue }
                // A second request before the answer would arrive here in place of the next turn's.
                try await bench.device.send(.response(.read([UInt8(handle)])))
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 210)
        await bench.end()
    }

    @Test func aSilentDeviceTimesOutAndTheBearerIsUnusable() async throws {
        let bench = try await Bench(timeout: .milliseconds(50))
        let waiting = Task { try await bench.client.read(2) }
        await #expect(throws: ATTError.timedOut(opcode: 0x0A)) { try await bench.client.read(1) }
        await #expect(throws: ATTError.timedOut(opcode: 0x0A)) { try await waiting.value }
        await #expect(throws: ATTError.timedOut(opcode: 0x0A)) { try await bench.client.write([1], to: 1) }
        #expect(await bench.client.closed() == .timedOut(opcode: 0x0A))
        _ = try await bench.device.next()
        await #expect(throws: ATTError.peerClosed) { try await bench.device.next() }
        await bench.end()
    }

    @Test(arguments: [[0x0B, 1], [0x03, 23, 0], [0x13]] as [[UInt8]])
    func aResponseThatNobodyAskedForClosesTheBearer(bytes: [UInt8]) async throws {
        let bench = try await Bench()
        try await bench.device.send(bytes: bytes)
        #expect(await bench.client.closed() == .unexpectedResponse(opcode: bytes[0]))
        await bench.end()
    }

    @Test func theWrongResponseFailsTheRequest() async throws {
        let bench = try await Bench()
        let value = Task { try await bench.client.read(1) }
        try await bench.device.answer(with: .write)
        await #expect(throws: ATTError.unexpectedResponse(opcode: 0x13)) { try await value.value }
        await bench.end()
    }

    @Test func aMalformedResponseFailsTheRequestAtItsByte() async throws {
        let bench = try await Bench()
        let value = Task { try await bench.client.read(1) }
        _ = try await bench.device.next()
        try await bench.device.send(bytes: [0x01, 0x0A, 0x01])
        await #expect(throws: ATTError.malformed(opcode: 0x01, byte: 3, fault: .truncated)) { try await value.value }
        await bench.end()
    }

    @Test func aDeviceThatGoesAwayFailsTheRequest() async throws {
        let bench = try await Bench()
        let value = Task { try await bench.client.read(1) }
        _ = try await bench.device.next()
        await bench.device.close()
        await #expect(throws: ATTError.peerClosed) { try await value.value }
        #expect(await bench.client.closed() == .peerClosed)
        await bench.end()
    }

    @Test func closingFailsTheRequestThatWaits() async throws {
        let bench = try await Bench()
        let value = Task { try await bench.client.read(1) }
        _ = try await bench.device.next()
        await bench.client.close()
        await #expect(throws: ATTError.closed) { try await value.value }
        await bench.end()
    }

    @Test func whatDoesNotFitIntoAPDUIsNotSent() async throws {
        let bench = try await Bench()
        let value = [UInt8](repeating: 0, count: 21)
        await #expect(throws: ATTError.valueTooLong(bytes: 21, limitBytes: 20)) {
            try await bench.client.write(value, to: 1)
        }
        try await bench.client.writeWithoutResponse(value.dropLast(), to: 1)
        #expect(try await bench.device.next() == .writeCommand(handle: 1, value: value.dropLast()))
        await bench.end()
    }

    @Test(
        arguments: [
            ([0x02, 0x64, 0x00], ATTResponse.exchangeMTU(517)),
            ([0x0A, 0x01, 0x00], .error(opcode: 0x0A, handle: 0, code: .requestNotSupported)),
            ([0x20, 0x01, 0x00], .error(opcode: 0x20, handle: 0, code: .requestNotSupported)),
            ([0x0A, 0x01], .error(opcode: 0x0A, handle: 0, code: .invalidPDU)),
        ] as [([UInt8], ATTResponse)]
    )
    func aRequestOfTheDeviceIsAnswered(request: [UInt8], response: ATTResponse) async throws {
        let bench = try await Bench()
        try await bench.device.send(bytes: request)
        #expect(try await bench.device.next() == .response(response))
        await bench.end()
    }

    @Test(arguments: [[0x52, 1, 0, 1], [0xD2, 1, 0, 1], [0x1E], [0x23, 1]] as [[UInt8]])
    func aCommandOfTheDeviceIsIgnored(command: [UInt8]) async throws {
        let bench = try await Bench()
        try await bench.device.send(bytes: command)
        async let value = bench.client.read(1)
        #expect(try await bench.device.answer(with: .read([1])) == [.request(.read(handle: 1))])
        #expect(try await value == [1])
        await bench.end()
    }
}
