import Upload

/// A transport that answers with a function and remembers what was posted.
actor ScriptedTransport: HTTPTransport {
    typealias Script = @Sendable (HTTPPost, _ number: Int) throws -> HTTPAnswer

    private let script: Script
    private(set) var posts: [HTTPPost] = []

    init(_ script: @escaping Script) {
        self.script = script
    }

    func post(_ request: HTTPPost) async throws(UploadError) -> HTTPAnswer {
        posts.append(request)
        do {
            return try script(request, posts.count - 1)
        } catch {
            throw error as? UploadError ?? UploadError(.network)
        }
    }
}
