import ExactJSON
import Testing
import Vitals

@testable import ReadingExchange

/// Submissions and documents that the tests change one thing of.
enum Samples {
    static let bloodPressure = #"""
        {"device":"E8:07:01:02:03:04","characteristic":"2A35","kind":"blood-pressure","unit":"mm[Hg]",
         "values":{"systolic-pressure":124,"diastolic-pressure":86.50},"absent":{"mean-pressure":"not-a-number"},
         "userIndex":1,"deviceTime":"2026-11-21T09:00:12","sequenceNumber":12,
         "effectiveAt":"2026-11-21T08:00:00.000Z","receivedAt":"2026-11-21T08:00:03.250Z",
         "timeCorrection":{"reason":"device-clock-offset","offsetSeconds":-12},"flags":["irregular-pulse"],
         "raw":"1e7c005600ffff"}
        """#

    static func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    /// The sample with one member replaced, or removed when `value` is nil; it is the second item of its request.
    static func item(_ name: String, _ value: String?) throws -> JSONReader {
        guard case .object(var object) = try parse(bloodPressure) else { throw SampleError() }
        object[name] = try value.map(parse)
        return JSONReader(.object(object), pointer: "/readings/1")
    }

    static func submission() throws -> ReadingSubmission {
        try ReadingSubmission(JSONReader(parse(bloodPressure)))
    }

    struct SampleError: Error {}
}
