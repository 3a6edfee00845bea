import ExactJSON
import Synchronization
import Upload

/// A server that answers every document with a status, and remembers it.
final class RecordingTransport: HTTPTransport {
    private struct State {
        var status: Int
        var posts: [(path: String, body: JSONValue?)] = []
    }

    private let state: Mutex<State>

    init(status: Int = 200) { state = Mutex(State(status: status)) }

    /// What it answers from now on.
    func answer(_ status: Int) { state.withLock { $0.status = status } }

    /// What came, in the order of arrival.
    var posts: [(path: String, body: JSONValue?)] { state.withLock { $0.posts } }

    func post(_ request: HTTPPost) async throws(UploadError) -> HTTPAnswer {
        state.withLock { state in
            state.posts.append((request.path, try? JSONValue(parsing: request.body)))
            return HTTPAnswer(status: state.status)
        }
    }
}
