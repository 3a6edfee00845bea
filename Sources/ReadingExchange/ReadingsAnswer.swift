import ExactJSON

/// The answer to `POST /v1/readings`: one result for each item of the request, in its order.
///
/// It is the body of a 200, and the member `results` of a 422 problem document when every item was refused.
public struct ReadingsAnswer: Sendable, Hashable {
    /// The results, in the order of the request.
    public let results: [SubmissionResult]

    /// Makes an answer.
    public init(results: [SubmissionResult]) {
        self.results = results
    }

    /// Reads the answer to a request of `count` items.
    ///
    /// - Throws: `JSONReadError` unless there is exactly one well-formed result for each item, in order: an answer with
    ///   a gap is no answer, since a measurement would be deleted that nobody has.
    public init(_ document: JSONValue, count: Int) throws(JSONReadError) {
        let list = try JSONReader(document).required("results")
        var results: [SubmissionResult] = []
        for (index, reader) in try list.elements(count: count...count).enumerated() {
            let result = try SubmissionResult(reader)
            guard result.index == index else { throw reader.invalid("The results must be in the order of the items") }
            results.append(result)
        }
        self.results = results
    }

    /// Whether not one item could be accepted.
    public var isRefusedAltogether: Bool { results.allSatisfy { $0.status == .refused } }

    /// The results as an array.
    public var resultsJSON: JSONValue { .array(results.map(\.json)) }

    /// The answer as a document.
    public var json: JSONValue { ["results": resultsJSON] }
}
