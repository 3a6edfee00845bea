/// What a connection is doing, as far as it matters for who has to make room.
enum ConnectionPhase: Equatable {
    /// No request of it has been read whole yet.
    case stranger
    /// Between two requests; a higher number has been there for a shorter time.
    case idle(since: UInt64)
    /// A request is read, worked on or answered.
    case busy
    /// All is said; it goes in a moment.
    case leaving
}
