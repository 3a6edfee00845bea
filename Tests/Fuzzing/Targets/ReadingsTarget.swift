import ExactJSON
import ReadingExchange
import Vitals

/// The body of `POST /v1/readings`: what is read, written again and read again is the same, and numbers are exact.
enum ReadingsTarget {
    static func check(_ input: [UInt8]) throws(BrokenProperty) {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: input)
        } catch {
            return try hold((0...input.count).contains(error.byteOffset), "an error names a byte outside")
        }
        let written = document.serialized()
        try hold((try? JSONValue(parsing: written)) == document, "a document changes when it is written")
        try checkNumbers(of: document)
        guard let request = try? ReadingsRequest(document) else { return }
        try checkItems(of: request)
    }

    private static func checkItems(of request: ReadingsRequest) throws(BrokenProperty) {
        var submissions: [ReadingSubmission] = []
        for item in request.items {
            switch item {
            case .success(let submission): submissions.append(submission)
            case .failure(let refusal): try hold(refusal.pointer.hasPrefix("/readings/"), "a refusal names no item")
            }
        }
        guard !submissions.isEmpty else { return }
        let written = ReadingsRequest.json(submissions).serialized()
        let again = try? ReadingsRequest(JSONValue(parsing: written)).items.map { try $0.get() }
        try hold(again == submissions, "an item changes when it is written")
        try hold(again?.map(\.identity) == submissions.map(\.identity), "an item's identity changes")
        for submission in submissions {
            _ = Plausibility.check(submission.measurement)
            _ = try? submission.measurement.canonical()
        }
    }

    private static func checkNumbers(of value: JSONValue) throws(BrokenProperty) {
        switch value {
        case .object(let object): for member in object.members { try checkNumbers(of: member.value) }
        case .array(let elements): for element in elements { try checkNumbers(of: element) }
        case .number(let number): try check(number)
        case .string, .bool, .null: break
        }
    }

    private static func check(_ number: JSONNumber) throws(BrokenProperty) {
        guard let decimal = try? ExactDecimal(number.text) else { return }
        try hold(PlainNumber(number.text) == PlainNumber(decimal), "a number changes when it is read")
        let again = try? ExactDecimal(decimal.description)
        try hold(again?.hasSameRepresentation(as: decimal) ?? false, "a number changes when it is written")
    }
}
