import Vitals

/// What to add to the time since the kernel's start to get the true time, and who says so.
struct ClockTrust: Sendable, Equatable {
    /// Who says so; the raw values are stored.
    enum Source: String, Sendable {
        /// The kernel says that its clock is kept right.
        case kernel
        /// The server's answers show its clock.
        case server
    }

    var offsetMilliseconds: Int64
    var source: Source

    /// No clock that is right shows less: nobody has run this program before.
    static let floor = Instant(millisecondsSince1970: 1_767_225_600_000)  // 2026-01-01T00:00:00Z
    /// Two readings of an offset that did not change differ by a millisecond; a clock that steps by less than this is
    /// not followed, so that times of reception go on evenly.
    static let steadyMilliseconds: Int64 = 500

    /// What is to be believed after a look at the kernel's clocks.
    ///
    /// A clock that the kernel says is right is followed through its steps. Otherwise what was believed in this start
    /// of the kernel stays: the time since then is counted on, whatever the clock on the wall does.
    static func seeing(_ sample: ClockSample, after held: ClockTrust?) -> ClockTrust? {
        guard sample.isSynchronized, sample.wall >= floor else { return held }
        if let held, held.isNear(sample.offsetMilliseconds, within: steadyMilliseconds) {
            return ClockTrust(offsetMilliseconds: held.offsetMilliseconds, source: .kernel)
        }
        return ClockTrust(offsetMilliseconds: sample.offsetMilliseconds, source: .kernel)
    }

    /// What is to be believed after an answer of the server.
    ///
    /// It has no say where the kernel vouches for its clock. Otherwise the clock that agrees with it is taken, since
    /// that is finer, and where none does, the server's.
    static func seeing(
        _ witness: ServerWitness,
        with sample: ClockSample,
        after held: ClockTrust?
    ) -> ClockTrust? {
        if sample.isSynchronized, sample.wall >= floor { return seeing(sample, after: held) }
        guard witness.offsetMilliseconds + sample.bootMilliseconds >= floor.millisecondsSince1970 else { return held }
        if let held, held.isNear(witness.offsetMilliseconds, within: witness.toleranceMilliseconds) { return held }
        let ofWall = ClockTrust(offsetMilliseconds: sample.offsetMilliseconds, source: .server)
        if ofWall.isNear(witness.offsetMilliseconds, within: witness.toleranceMilliseconds) { return ofWall }
        return ClockTrust(offsetMilliseconds: witness.offsetMilliseconds, source: .server)
    }

    private func isNear(_ other: Int64, within milliseconds: Int64) -> Bool {
        (offsetMilliseconds - other).magnitude <= milliseconds.magnitude
    }
}
