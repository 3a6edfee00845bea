/// Says that something should not wait for the next report: a refused item, a spool that fills, a bond that is lost.
struct TroubleSignal: Sendable {
    /// Yields once for whatever was raised since the last time.
    let raised: AsyncStream<Void>
    private let source: AsyncStream<Void>.Continuation

    init() {
        (raised, source) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says so.
    func raise() { source.yield() }
}
