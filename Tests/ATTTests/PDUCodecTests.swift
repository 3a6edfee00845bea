import ATT
import Testing

@Suite struct PDUCodecTests {
    /// Every PDU that Hearth knows, with its bytes as the Core specification lays them out (Vol 3 Part F 3.4).
    static let examples: [(pdu: ATTPDU, bytes: [UInt8])] = [
        (.response(.error(opcode: 0x0A, handle: 0x1234, code: .readNotPermitted)), [0x01, 0x0A, 0x34, 0x12, 0x02]),
        (.request(.exchangeMTU(517)), [0x02, 0x05, 0x02]),
        (.response(.exchangeMTU(23)), [0x03, 0x17, 0x00]),
        (.request(.findInformation(HandleRange(first: 1, last: 0xFFFF))), [0x04, 0x01, 0x00, 0xFF, 0xFF]),
        (
            .response(.findInformation([AttributeInformation(handle: 9, type: 0x2902)])),
            [0x05, 0x01, 0x09, 0x00, 0x02, 0x29]
        ),
        (
            .response(.findInformation([AttributeInformation(handle: 9, type: longUUID)])),
            [0x05, 0x02, 0x09, 0x00] + longUUIDBytes
        ),
        (
            .request(.readByType(HandleRange(first: 2, last: 7), type: .characteristicDeclaration)),
            [0x08, 0x02, 0x00, 0x07, 0x00, 0x03, 0x28]
        ),
        (
            .request(.readByType(HandleRange(first: 2, last: 7), type: longUUID)),
            [0x08, 0x02, 0x00, 0x07, 0x00] + longUUIDBytes
        ),
        (
            .response(.readByType([AttributeData(handle: 2, value: [0x20, 0x03, 0x00, 0x35, 0x2A])])),
            [0x09, 0x07, 0x02, 0x00, 0x20, 0x03, 0x00, 0x35, 0x2A]
        ),
        (.request(.read(handle: 3)), [0x0A, 0x03, 0x00]),
        (.response(.read([])), [0x0B]),
        (.response(.read([1, 2])), [0x0B, 1, 2]),
        (.request(.readBlob(handle: 3, offset: 22)), [0x0C, 0x03, 0x00, 0x16, 0x00]),
        (.response(.readBlob([3])), [0x0D, 3]),
        (
            .request(.readByGroupType(HandleRange(first: 1, last: 0xFFFF), type: .primaryService)),
            [0x10, 0x01, 0x00, 0xFF, 0xFF, 0x00, 0x28]
        ),
        (
            .response(
                .readByGroupType([AttributeGroup(handles: HandleRange(first: 1, last: 5), value: [0x10, 0x18])])
            ),
            [0x11, 0x06, 0x01, 0x00, 0x05, 0x00, 0x10, 0x18]
        ),
        (.request(.write(handle: 4, value: [2, 0])), [0x12, 0x04, 0x00, 2, 0]),
        (.response(.write), [0x13]),
        (.notification(handle: 3, value: [9]), [0x1B, 0x03, 0x00, 9]),
        (.indication(handle: 3, value: [9]), [0x1D, 0x03, 0x00, 9]),
        (.confirmation, [0x1E]),
        (.writeCommand(handle: 3, value: [9]), [0x52, 0x03, 0x00, 9]),
    ]

    private static let longUUID = BluetoothUUID(value: 0x6E40_0001_B5A3_F393_E0A9_E50E_24DC_CA9E)
    private static let longUUIDBytes: [UInt8] = [
        0x9E, 0xCA, 0xDC, 0x24, 0x0E, 0xE5, 0xA9, 0xE0, 0x93, 0xF3, 0xA3, 0xB5, 0x01, 0x00, 0x40, 0x6E,
    ]

    @Test(arguments: examples) func aPDUHasTheBytesOfTheSpecification(pdu: ATTPDU, bytes: [UInt8]) throws {
        #expect(pdu.encoded == bytes)
        #expect(try ATTPDU(decoding: bytes) == pdu)
    }

    /// A shorter PDU is an error at a byte, or another whole PDU with a shorter value; never a crash, never more.
    @Test(arguments: examples) func aTruncatedPDUIsRefusedOrShorter(pdu: ATTPDU, bytes: [UInt8]) {
        for length in 0..<bytes.count {
            let part = Array(bytes.prefix(length))
            do {
                #expect(try ATTPDU(decoding: part).encoded == part)
            } catch ATTError.malformed(let opcode, let byte, _) {
                #expect(opcode == part.first)
                #expect(byte <= length)
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test(arguments: examples) func bytesBehindAFixedPDUAreRefused(pdu: ATTPDU, bytes: [UInt8]) {
        switch pdu {
        case .request(.exchangeMTU), .request(.read), .request(.readBlob), .request(.findInformation), .confirmation,
            .response(.error), .response(.exchangeMTU), .response(.write):
            #expect(
                throws: ATTError.malformed(opcode: bytes[0], byte: bytes.count, fault: .trailingBytes)
            ) {
                try ATTPDU(decoding: bytes + [0])
            }
        default: break
        }
    }

    @Test(
        arguments: [
            ([], ATTError.malformed(opcode: nil, byte: 0, fault: .truncated)),
            ([0x1D, 0x03], .malformed(opcode: 0x1D, byte: 2, fault: .truncated)),
            ([0x01, 0x0A, 0x01, 0x00], .malformed(opcode: 0x01, byte: 4, fault: .truncated)),
            ([0x05, 0x03, 1, 0, 2, 0x29], .malformed(opcode: 0x05, byte: 1, fault: .invalidFormat)),
            ([0x05, 0x01], .malformed(opcode: 0x05, byte: 2, fault: .emptyList)),
            ([0x09, 0x01, 0x00], .malformed(opcode: 0x09, byte: 1, fault: .invalidFormat)),
            ([0x09, 0x00], .malformed(opcode: 0x09, byte: 1, fault: .invalidFormat)),
            ([0x09, 0x07, 1, 0, 2], .malformed(opcode: 0x09, byte: 5, fault: .truncated)),
            ([0x11, 0x03, 1, 0, 2], .malformed(opcode: 0x11, byte: 1, fault: .invalidFormat)),
            ([0x11, 0x06], .malformed(opcode: 0x11, byte: 2, fault: .emptyList)),
            ([0x08, 1, 0, 2, 0, 0x03], .malformed(opcode: 0x08, byte: 5, fault: .invalidFormat)),
        ] as [([UInt8], ATTError)]
    )
    func aMalformedPDUIsRefusedAtItsByte(bytes: [UInt8], error: ATTError) {
        #expect(throws: error) { try ATTPDU(decoding: bytes) }
    }

    @Test func whatIsLongerThanTheProtocolAllowsIsRefused() throws {
        let longest: [UInt8] = [0x1D, 0x03, 0x00] + [UInt8](repeating: 1, count: 512)
        #expect(try ATTPDU(decoding: longest).encoded == longest)
        #expect(throws: ATTError.malformed(opcode: 0x1D, byte: 515, fault: .tooLong)) {
            try ATTPDU(decoding: longest + [1])
        }
        #expect(throws: ATTError.malformed(opcode: 0x1D, byte: 517, fault: .tooLong)) {
            try ATTPDU(decoding: longest + [1, 1, 1])
        }
    }

    @Test func anUnknownOpcodeIsKeptByItsNumber() throws {
        #expect(try ATTPDU(decoding: [0x20, 1, 0, 2, 0]) == .unknown(opcode: 0x20))
        #expect(ATTOpcode.wantsResponse(0x20))
        #expect(!ATTOpcode.wantsResponse(0xD2))
        #expect(!ATTOpcode.wantsResponse(0x1E))
    }

    @Test func randomBytesAreRefusedOrRoundTrip() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<50_000 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            // Aim at the known opcodes too: they are few among 256.
            let aimed = bytes.isEmpty ? bytes : [UInt8.random(in: 1...0x1E, using: &random)] + bytes.dropFirst()
            for candidate in [bytes, aimed] {
                guard let pdu = try? ATTPDU(decoding: candidate) else { continue }
                if case .unknown = pdu { continue }
                #expect((try? ATTPDU(decoding: pdu.encoded)) == pdu)
            }
        }
    }

    @Test(arguments: [
        (ATTErrorCode.insufficientEncryption, "Insufficient Encryption", true),
        (.attributeNotFound, "Attribute Not Found", false),
        (ATTErrorCode(rawValue: 0x85), "Application Error 0x85", false),
        (ATTErrorCode(rawValue: 0xE1), "Common Profile Error 0xE1", false),
        (ATTErrorCode(rawValue: 0x42), "Reserved Error 0x42", false),
    ])
    func anErrorCodeHasTheNameOfTheSpecification(code: ATTErrorCode, name: String, asksForSecurity: Bool) {
        #expect(code.description == name)
        #expect(code.asksForSecurity == asksForSecurity)
    }
}
