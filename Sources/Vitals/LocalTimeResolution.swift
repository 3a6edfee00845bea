import Foundation

/// Where a local time lies on the time line of a zone.
public enum LocalTimeResolution: Sendable, Hashable {
    /// The local time happens once.
    case once(Instant)
    /// The clocks go back over it: it happens twice.
    case fold(earlier: Instant, later: Instant)
    /// The clocks go forward over it: it does not happen.
    ///
    /// A device that shows it has not been put forward, so the instant is that of the time before the change. Readings
    /// keep their order and their distance.
    case gap(Instant)

    /// One instant, by what else is known.
    ///
    /// In a fold, readings must not be swapped or collapse. When `notBefore` lies between the two instants it is the
    /// later one; otherwise the one nearest to `reference` is taken, and the earlier one where nothing else decides.
    ///
    /// - Parameters:
    ///   - reference: an instant close to the reading: its reception, for one that is received while it is taken.
    ///   - notBefore: the instant of the record before it in the device's own order.
    /// - Returns: the only instant, or the chosen one of two.
    public func instant(near reference: Instant? = nil, notBefore: Instant? = nil) -> Instant {
        switch self {
        case .once(let instant), .gap(let instant): return instant
        case .fold(let earlier, let later):
            // Behind both instants the record before says nothing: the device sends the newest first, or all again.
            if let notBefore, earlier < notBefore, notBefore <= later { return later }
            guard let reference else { return earlier }
            let isLaterNearer = later.distance(to: reference) < earlier.distance(to: reference)
            return isLaterNearer ? later : earlier
        }
    }
}

extension DeviceTimestamp {
    /// Places the device's local time in a household's zone; nil when the date is unknown.
    ///
    /// The zone's offsets a day before and a day after are tried: no zone changes its clocks twice within two days, and
    /// no offset is longer than a day.
    public func resolve(in zone: TimeZone) -> LocalTimeResolution? {
        guard isKnown else { return nil }
        let local = Int64(date.daysSince1970) * CivilDate.secondsPerDay + Int64(time.secondsSinceMidnight)
        let before = zone.offset(at: local - CivilDate.secondsPerDay)
        let after = zone.offset(at: local + CivilDate.secondsPerDay)
        let offsets = before == after ? [before] : [before, after]
        let instants = offsets.filter { zone.offset(at: local - $0) == $0 }.map { Instant(seconds: local - $0) }
        switch instants.count {
        case 0: return .gap(Instant(seconds: local - before))
        case 1: return .once(instants[0])
        default: return .fold(earlier: min(instants[0], instants[1]), later: max(instants[0], instants[1]))
        }
    }
}

extension TimeZone {
    fileprivate func offset(at secondsSince1970: Int64) -> Int64 {
        Int64(secondsFromGMT(for: Date(timeIntervalSince1970: Double(secondsSince1970))))
    }
}

extension Instant {
    fileprivate init(seconds: Int64) { self.init(millisecondsSince1970: seconds * 1000) }

    fileprivate func distance(to other: Instant) -> UInt64 { milliseconds(since: other).magnitude }
}
