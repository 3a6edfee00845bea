import Vitals

/// Makes one measurement of the two packets in which a scale sends what does not fit into one.
///
/// A packet is never held back for long: when its other half does not come in time, or what comes is of another
/// measurement, it goes on alone. Then it has an unknown user unless it names one itself.
public struct BodyCompositionJoiner: Sendable {
    /// How long the second packet is waited for, in milliseconds: scales send it next.
    public static let waitMilliseconds: Int64 = 5_000

    private var waiting: (value: BodyCompositionMeasurement, source: Int64, since: Instant)?

    /// Starts with no packet.
    public init() {}

    /// When `expire(at:)` is due; nil when nothing waits.
    public var deadline: Instant? {
        waiting.map { Instant(millisecondsSince1970: $0.since.millisecondsSince1970 + Self.waitMilliseconds) }
    }

    /// Takes a value.
    ///
    /// - Parameters:
    ///   - value: What the scale sent.
    ///   - source: By what the owner knows it.
    ///   - now: When it was received.
    /// - Returns: The measurements that are done with it, in their order; `isPart` says of which the other half is
    ///   missing.
    public mutating func accept(
        _ value: BodyCompositionMeasurement,
        from source: Int64 = 0,
        at now: Instant
    ) -> [BodyCompositionRecord] {
        let late = expire(at: now)
        guard value.isPart else { return late + finish() + [BodyCompositionRecord(value, sources: [source])] }
        if let first = waiting, let whole = first.value.joined(with: value) {
            waiting = nil
            return [BodyCompositionRecord(whole, sources: [first.source, source])]
        }
        let alone = late + finish()
        waiting = (value, source, now)
        return alone
    }

    /// Lets go what has waited too long.
    ///
    /// - Parameter now: The time.
    /// - Returns: The packet without its other half, if it was due.
    public mutating func expire(at now: Instant) -> [BodyCompositionRecord] {
        guard let deadline, now >= deadline else { return [] }
        return finish()
    }

    /// Lets go what waits: the connection has ended.
    ///
    /// - Returns: The packet without its other half, if one waited.
    public mutating func finish() -> [BodyCompositionRecord] {
        defer { waiting = nil }
        return waiting.map { [BodyCompositionRecord($0.value, sources: [$0.source])] } ?? []
    }
}
