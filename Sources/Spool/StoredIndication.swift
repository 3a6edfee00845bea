import Vitals

/// An indication that is on disk.
public struct StoredIndication: Sendable, Hashable {
    /// Its number in the spool.
    public let id: Int64
    /// The indication; one that was redelivered has the time of its first reception.
    public let indication: RawIndication
    /// Whether it had been stored before, and was sent again because its confirmation did not arrive.
    public let isRedelivery: Bool

    /// Makes the value.
    public init(id: Int64, indication: RawIndication, isRedelivery: Bool) {
        self.id = id
        self.indication = indication
        self.isRedelivery = isRedelivery
    }
}
