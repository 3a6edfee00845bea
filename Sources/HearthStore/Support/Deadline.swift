import EventLoops
import HearthCore

/// Answers in time, whatever the database does.
enum Deadline {
    /// Runs `body` and answers with what it returns or throws, or as unavailable when that takes longer than `limit`.
    ///
    /// What has been begun then goes on to its own end.
    static func run<Value: Sendable>(
        within limit: Duration,
        _ body: @escaping @Sendable () async throws(CoreError) -> Value
    ) async throws(CoreError) -> Value {
        let answer = OneShot<Result<Value, CoreError>>()
        let work: @Sendable () async -> Void = {
            do throws(CoreError) {
                answer.fulfil(.success(try await body()))
            } catch {
                answer.fulfil(.failure(error))
            }
        }
        let late: @Sendable () -> Void = { answer.fulfil(.failure(.unavailable)) }
        if let loop = EventLoop.current {
            Task(executorPreference: loop) { await work() }
            loop.schedule(after: limit, late)
        } else {
            Task { await work() }
            Task {
                try? await Task.sleep(for: limit)
                late()
            }
        }
        return try await answer.value().get()
    }
}
