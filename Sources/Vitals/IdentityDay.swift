/// The day under which an identity is kept, so that what is measured at about the same time lies together.
///
/// An identity is a hash: kept in its order, each new one would touch another page of all that were ever measured. The
/// day is made of nothing but fields of the identity, so a repeat has the same one, whatever else has changed on the
/// way. Like the identity, **it never changes**:
///
/// | the measurement has | its day |
/// |---|---|
/// | a device's time stamp with a known date | that date, in no zone |
/// | only a sequence number | 1970-01-01 |
/// | neither | the day of the reception in UTC |
public struct IdentityDay: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01; negative before it.
    public let daysSince1970: Int

    /// Takes what the identity was made of.
    public init(deviceTime: DeviceTimestamp?, sequenceNumber: UInt32?, receivedAt: Instant) {
        if let deviceTime, deviceTime.isKnown {
            daysSince1970 = deviceTime.date.daysSince1970
        } else if sequenceNumber != nil {
            daysSince1970 = 0
        } else {
            daysSince1970 = receivedAt.daysSince1970
        }
    }

    /// Orders by time.
    public static func < (left: IdentityDay, right: IdentityDay) -> Bool { left.daysSince1970 < right.daysSince1970 }
}

extension Instant {
    /// The day in UTC.
    fileprivate var daysSince1970: Int {
        let day = CivilDate.secondsPerDay * 1_000
        let whole = millisecondsSince1970 / day
        return Int(millisecondsSince1970 % day < 0 ? whole - 1 : whole)
    }
}
