import ExactJSON
import Upload

/// The server's side of a gateway's token, and a line that may break on the way there or back.
actor TokenServer: HTTPTransport {
    /// Where the line breaks.
    enum Break: CaseIterable { case before, after }

    private(set) var valid: Set<String>
    private var issuedCount = 0
    private var postCount = 0
    private let breaking: (post: Int, where: Break)?

    /// Makes a server that takes these tokens; the line breaks at one request, counted from 1, and at those after it.
    init(valid: Set<String>, breaking: (post: Int, where: Break)? = nil) {
        self.valid = valid
        self.breaking = breaking
    }

    /// How often it was asked.
    var posts: Int { postCount }

    func revoke() { valid = [] }

    func post(_ request: HTTPPost) async throws(UploadError) -> HTTPAnswer {
        postCount += 1
        if let breaking, postCount > breaking.post { throw UploadError(.network) }
        if breaking?.post == postCount, breaking?.where == .before { throw UploadError(.network) }
        let answer = answer(request)
        if breaking?.post == postCount { throw UploadError(.network) }
        return answer
    }

    private func answer(_ request: HTTPPost) -> HTTPAnswer {
        guard let token = valid.first(where: { (try? BearerCredential($0)) == request.credential }) else {
            return HTTPAnswer(status: 401)
        }
        guard request.path == "/v1/gateways/self/credential" else {
            valid = [token]
            return HTTPAnswer(status: 200)
        }
        issuedCount += 1
        let new = "renewed-\(issuedCount)"
        valid = [token, new]
        let document: JSONValue = ["gatewayId": "g-1", "token": .string(new)]
        return HTTPAnswer(status: 200, body: document.serialized())
    }
}
