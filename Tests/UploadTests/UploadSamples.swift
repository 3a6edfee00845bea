import ExactJSON
import Foundation
import Logging
import ReadingExchange
import RecordedLog
import Upload
import Vitals

/// Items, answers and names that the tests share.
enum UploadSamples {
    static let now = Date(timeIntervalSince1970: 1_795_000_000)
    static let logger = Logger.silent

    static func credential() throws -> BearerCredential { try BearerCredential("secret-token") }

    static func item(_ number: Int, flags: [String] = []) throws -> UploadItem {
        let instant = Instant(millisecondsSince1970: 1_795_000_000_000).adding(seconds: Int64(number))
        let submission = ReadingSubmission(
            device: "cuff",
            characteristic: 0x2A37,
            measurement: try Measurement(kind: .heartRate, unit: .perMinute, values: [.heartRate: .number(72)]),
            effectiveAt: instant,
            receivedAt: instant,
            flags: flags,
            raw: [0, 72]
        )
        return UploadItem(identity: submission.identity, submission: submission)
    }

    static func items(_ count: Int) throws -> [UploadItem] { try (0..<count).map { try item($0) } }

    /// The answer of a server that stored every item.
    static func created(_ items: [MeasurementIdentity]) -> HTTPAnswer {
        answer(200, items.enumerated().map { SubmissionResult(index: $0, identity: $1, status: .created, id: "r") })
    }

    static func answer(_ status: Int, _ results: [SubmissionResult]) -> HTTPAnswer {
        HTTPAnswer(status: status, body: ReadingsAnswer(results: results).json.serialized())
    }

    /// The identities of a request's items, as a server computes them.
    static func identities(_ body: [UInt8]) throws -> [MeasurementIdentity] {
        try ReadingsRequest(JSONValue(parsing: body)).items.map { try $0.get().identity }
    }
}
