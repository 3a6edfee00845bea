import Testing

struct NeverHappened: Error, CustomStringConvertible {
    var description: String
}

/// Waits until a condition holds; a busy machine may take long, so the limit is far beyond what any test needs.
func eventually(_ what: String, within limit: Duration = .seconds(60), _ condition: () async throws -> Bool)
    async throws
{
    let end = ContinuousClock.now.advanced(by: limit)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw NeverHappened(description: "never: \(what)") }
        try await Task.sleep(for: .milliseconds(5))
    }
}
