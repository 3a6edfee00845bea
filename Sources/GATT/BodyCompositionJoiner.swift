import Vitals

/// Makes one measurement of the two packets in which a scale sends what does not fit into one.
///
/// A packet is never held back for long: when its other half does not come in time, or what comes is of another
/// measurement, it goes on alone. Then it has an unknown user unless it names one itself.
public struct BodyCompositionJoiner: Sendable {
    /// How long the second packet is waited for, in milliseconds: scales send it next.
    public static let waitMilliseconds: Int64 = 5_000

    private var waiting: (value: BodyCompositionMeasurement, since: Instant)?

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
    ///   - now: When it was received.
    /// - Returns: The measurements that are done with it, in their order; `isPart` says of which the other half is
    ///   missing.
    public mutating func accept(
        _ value: BodyCompositionMeasurement,
        at now: Instant
    ) -> [BodyCompositionMeasurement] {
        let late = expire(at: now)
        guard value.isPart else { return late + finish() + [value] }
        if let whole = waiting?.value.joined(with: value) {
            waiting = nil
            return [whole]
        }
        let alone = late + finish()
        waiting = (value, now)
        return alone
    }

    /// Lets go what has waited too long.
    ///
    /// - Parameter now: The time.
    /// - Returns: The packet without its other half, if it was due.
    public mutating func expire(at now: Instant) -> [BodyCompositionMeasurement] {
        guard let deadline, now >= deadline else { return [] }
        return finish()
    }

    /// Lets go what waits: the connection has ended.
    ///
    /// - Returns: The packet without its other half, if one waited.
    public mutating func finish() -> [BodyCompositionMeasurement] {
        defer { waiting = nil }
        return waiting.map { [$0.value] } ?? []
    }
}
