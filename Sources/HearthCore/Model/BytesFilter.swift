import Vitals

/// Which readings of a device to look at.
public struct BytesFilter: Hashable, Sendable {
    /// Only values of this characteristic.
    public var characteristic: UInt16?
    /// Measured at this instant or later.
    public var from: Instant?
    /// Measured before this instant.
    public var to: Instant?

    /// Makes a filter; without parts it lets everything through.
    public init(characteristic: UInt16? = nil, from: Instant? = nil, to: Instant? = nil) {
        self.characteristic = characteristic
        self.from = from
        self.to = to
    }

    /// Whether a measurement is one of them.
    public func includes(_ characteristic: UInt16, at instant: Instant) -> Bool {
        (self.characteristic ?? characteristic) == characteristic && from.map { instant >= $0 } ?? true
            && to.map { instant < $0 } ?? true
    }
}
