import GATT
import Testing

@Suite("Record access control point")
struct RecordAccessTests {
    @Test(
        "A request has the bytes of the specification, and is read back",
        arguments: [
            (.reportRecords(.all), "01 01"), (.reportRecords(.upTo(500)), "01 02 01 F401"),
            (.reportRecords(.from(500)), "01 03 01 F401"), (.reportRecords(.range(1, 500)), "01 04 01 0100 F401"),
            (.reportRecords(.first), "01 05"), (.reportRecords(.last), "01 06"),
            (.reportNumberOfRecords(.all), "04 01"), (.reportNumberOfRecords(.from(7)), "04 03 01 0700"),
            (.abort, "03 00"),
        ] as [(RecordAccessRequest, String)]
    )
    func requests(request: RecordAccessRequest, hex: String) throws {
        #expect(try request.encoded() == bytes(hex))
        #expect(try RecordAccessRequest(decoding: bytes(hex)) == request)
    }

    @Test(
        "A request that deletes, or that the specification does not have, is refused at its byte",
        arguments: [
            ("02 01", 0), ("02 03 01 0700", 0), ("00 00", 0), ("05 00 0100", 0), ("07 00", 0), ("01 00", 1),
            ("01 07", 1), ("03 01", 1), ("01 03 02 E807060F11111B", 2), ("01 04 01 0200 0100", 3), ("01 01 00", 2),
            ("01 03 01 07", 4), ("01", 1), ("", 0),
        ]
    )
    func refusedRequests(hex: String, offset: Int) throws {
        let error = try #require(throws: GATTError.self) { try RecordAccessRequest(decoding: bytes(hex)) }
        #expect(error.offset == offset)
    }

    /// Bytes of the tests of Nordic Semiconductor's Android BLE Common Library
    /// (RecordAccessControlPointDataCallbackTest).
    @Test(
        "A published response has its fields",
        arguments: [
            ("06 00 01 01", .response(to: .reportRecords, .success)),
            ("06 00 0C 02", .response(to: RecordAccessOpCode(rawValue: 12), .opCodeNotSupported)),
            ("06 00 01 03", .response(to: .reportRecords, .invalidOperator)),
            ("06 00 02 04", .response(to: RecordAccessOpCode(rawValue: 2), .operatorNotSupported)),
            ("06 00 01 05", .response(to: .reportRecords, .invalidOperand)),
            ("06 00 01 06", .response(to: .reportRecords, .noRecordsFound)),
            ("06 00 03 07", .response(to: .abort, .abortUnsuccessful)),
            ("06 00 02 08", .response(to: RecordAccessOpCode(rawValue: 2), .procedureNotCompleted)),
            ("06 00 02 09", .response(to: RecordAccessOpCode(rawValue: 2), .operandNotSupported)),
            ("06 00 01 0A", .response(to: .reportRecords, RecordAccessResponseCode(rawValue: 10))),
            ("05 00 02 01", .numberOfRecords(258)),
        ] as [(String, RecordAccessResponse)]
    )
    func responses(hex: String, response: RecordAccessResponse) throws {
        #expect(try RecordAccessResponse(decoding: bytes(hex)) == response)
        #expect(try response.encoded() == bytes(hex))
    }

    @Test(
        "A response that the specification does not have is refused at its byte",
        arguments: [
            ("01 01", 0), ("06 01 01 01", 1), ("05 00 01", 3), ("05 00 04 03 02 01", 4), ("06 00 01", 3),
            ("06 00 01 01 00", 4), ("", 0),
        ]
    )
    func refusedResponses(hex: String, offset: Int) throws {
        let error = try #require(throws: GATTError.self) { try RecordAccessResponse(decoding: bytes(hex)) }
        #expect(error.offset == offset)
    }

    @Test("Random bytes are a request or a response that is written as it was read, or are refused")
    func randomBytes() throws {
        var random = SplitMix64(seed: 0x2A52)
        var decoded = 0
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...8, using: &random)
            let noise = (0..<length).map { _ in UInt8.random(in: 0...7, using: &random) }
            if let request = try? RecordAccessRequest(decoding: noise) {
                #expect(request.encoded() == noise)
                decoded += 1
            }
            if let response = try? RecordAccessResponse(decoding: noise) {
                #expect(response.encoded() == noise)
                decoded += 1
            }
        }
        #expect(decoded > 100)
    }
}
