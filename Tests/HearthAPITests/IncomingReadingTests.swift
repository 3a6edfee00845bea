import HearthCore
import ReadingExchange
import Testing
import Vitals

@testable import HearthAPI

/// What is stored of a submission.
struct IncomingReadingTests {
    @Test("a value that came apart is stored behind the first, and is no part of the identity")
    func secondValue() throws {
        let alone = try submission(second: nil)
        let joined = try submission(second: [0x02, 7, 0, 1])
        #expect(IncomingReading(alone).raw == [0x12, 7, 0])
        #expect(IncomingReading(joined).raw == [0x12, 7, 0, 0x02, 7, 0, 1])
        #expect(IncomingReading(joined).identity == IncomingReading(alone).identity)
    }

    private func submission(second: [UInt8]?) throws -> ReadingSubmission {
        let instant = Instant(millisecondsSince1970: 1_795_000_000_000)
        return ReadingSubmission(
            device: "E8:07:01:02:03:04",
            characteristic: 0x2A18,
            measurement: try Measurement(
                kind: .bloodGlucose,
                unit: .milligramsPerDecilitre,
                values: [.bloodGlucose: .number(100)]
            ),
            sequenceNumber: 7,
            effectiveAt: instant,
            receivedAt: instant,
            raw: [0x12, 7, 0],
            rawSecond: second
        )
    }
}
