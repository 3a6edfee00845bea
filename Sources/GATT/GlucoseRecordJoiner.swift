import Vitals

/// Puts the measurements of a meter and their contexts together by sequence number, as they arrive.
///
/// A meter announces the context in the measurement and sends it right after (Glucose Service 1.0.1, 3.1.1 and 3.2.1).
/// A record is never held back for long: its measurement is what matters, and it goes on without its context, with the
/// reason, when the context has not come in time, when too many are waiting, when the record is sent again, and when
/// the transfer ends. Records leave in the order of their measurements.
public struct GlucoseRecordJoiner: Sendable {
    /// The most records that wait at once: devices send the context next, so that more than one is unusual.
    public static let waitingLimit = 16

    /// How long a context is waited for, in milliseconds: many connection intervals, and less than people notice.
    public static let waitMilliseconds: Int64 = 5_000

    private struct Waiting {
        let measurement: GlucoseMeasurement
        let since: Instant
        var sources: [Int64]
        var context: GlucoseMeasurementContext?
        var isComplete: Bool { !measurement.isContextFollowing || context != nil }
    }

    private var waiting: [Waiting] = []

    /// Starts with no record.
    public init() {}

    /// When `expire(at:)` is due; nil when nothing waits.
    public var deadline: Instant? {
        waiting.first.map { Instant(millisecondsSince1970: $0.since.millisecondsSince1970 + Self.waitMilliseconds) }
    }

    /// Takes a measurement.
    ///
    /// - Parameters:
    ///   - measurement: What the meter sent.
    ///   - source: By what the owner knows it.
    ///   - now: When it was received.
    /// - Returns: The records that are done with it, oldest first.
    public mutating func accept(
        _ measurement: GlucoseMeasurement,
        from source: Int64 = 0,
        at now: Instant
    ) -> [GlucoseRecord] {
        var done = expire(at: now)
        if let index = waiting.firstIndex(where: { $0.measurement.sequenceNumber == measurement.sequenceNumber }) {
            done.append(Self.record(waiting.remove(at: index), because: .repeated))
        }
        waiting.append(Waiting(measurement: measurement, since: now, sources: [source]))
        if waiting.count > Self.waitingLimit { done += release(through: 0, because: .tooManyWaiting) }
        return done + releaseComplete()
    }

    /// Takes a context.
    ///
    /// - Parameters:
    ///   - context: What the meter sent.
    ///   - source: By what the owner knows it.
    ///   - now: When it was received.
    /// - Returns: The records that are done with it, oldest first; and whether no measurement waited for the context,
    ///   which is then lost.
    public mutating func accept(
        _ context: GlucoseMeasurementContext,
        from source: Int64 = 0,
        at now: Instant
    ) -> (records: [GlucoseRecord], isOrphan: Bool) {
        let index = waiting.firstIndex {
            $0.measurement.sequenceNumber == context.sequenceNumber && !$0.isComplete
        }
        if let index {
            waiting[index].context = context
            waiting[index].sources.append(source)
        }
        return (releaseComplete() + expire(at: now), index == nil)
    }

    /// Lets go what has waited too long.
    ///
    /// - Parameter now: The time.
    /// - Returns: The records without their contexts, oldest first.
    public mutating func expire(at now: Instant) -> [GlucoseRecord] {
        let isDue = { (since: Instant) in now.milliseconds(since: since) >= Self.waitMilliseconds }
        guard let last = waiting.lastIndex(where: { isDue($0.since) }) else { return [] }
        return release(through: last, because: .timedOut) + releaseComplete()
    }

    /// Lets go everything: the meter has sent all that it had, or the connection has ended.
    ///
    /// - Returns: The records that waited, oldest first.
    public mutating func finish() -> [GlucoseRecord] {
        release(through: waiting.count - 1, because: .transferEnded)
    }

    private mutating func releaseComplete() -> [GlucoseRecord] {
        let count = waiting.prefix(while: \.isComplete).count
        return release(through: count - 1, because: .transferEnded)
    }

    private mutating func release(
        through last: Int,
        because reason: GlucoseRecord.MissingContext
    ) -> [GlucoseRecord] {
        let released = waiting.prefix(last + 1)
        waiting.removeFirst(last + 1)
        return released.map { Self.record($0, because: reason) }
    }

    private static func record(_ waiting: Waiting, because reason: GlucoseRecord.MissingContext) -> GlucoseRecord {
        let missing = waiting.isComplete ? nil : reason
        return GlucoseRecord(
            waiting.measurement,
            context: waiting.context,
            missingContext: missing,
            sources: waiting.sources
        )
    }
}
