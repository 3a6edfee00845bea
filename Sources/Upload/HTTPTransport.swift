/// Posts documents to the one server; libcurl does, or a test.
public protocol HTTPTransport: Sendable {
    /// Posts a document and waits for the answer, whatever its status.
    ///
    /// - Throws: `UploadError` when there is no answer.
    func post(_ request: HTTPPost) async throws(UploadError) -> HTTPAnswer
}
