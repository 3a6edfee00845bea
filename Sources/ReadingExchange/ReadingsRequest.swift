import ExactJSON

/// The body of `POST /v1/readings`.
public struct ReadingsRequest: Sendable {
    /// The items in their order; one that is malformed is refused alone.
    public let items: [Result<ReadingSubmission, ReadingRefusal>]

    /// Reads a request item by item.
    ///
    /// - Throws: `JSONReadError` when the document is not an object with `readings`, an array of 1 to 1,000 elements.
    public init(_ document: JSONValue) throws(JSONReadError) {
        let root = JSONReader(document)
        try root.allowOnly(["readings"])
        items = try root.required("readings").elements(count: SubmissionLimits.itemCount).map { reader in
            Result { () throws(ReadingRefusal) in try ReadingSubmission(reader) }
        }
    }

    /// The document that submits these measurements.
    public static func json(_ submissions: [ReadingSubmission]) -> JSONValue {
        ["readings": .array(submissions.map(\.json))]
    }
}
