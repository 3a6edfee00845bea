/// What a connection is doing, as far as it matters for who has to make room.
enum ConnectionPhase: Equatable {
    /// No request of it has been read whole yet.
    case stranger(since: ContinuousClock.Instant)
    /// Between two requests.
    case idle(since: ContinuousClock.Instant)
    /// The server waits, or has waited, for a request's body, and bytes of it are missing.
    case receiving(since: ContinuousClock.Instant)
    /// A request is worked on or answered.
    case busy
    /// All is said; it goes in a moment.
    case leaving
}
