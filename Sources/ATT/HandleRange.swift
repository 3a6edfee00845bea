/// The handles that a request asks about, as they stand on the wire: a peer may send them the wrong way round.
public struct HandleRange: Hashable, Sendable {
    /// The first handle, 1 or more in a valid request.
    public var first: UInt16
    /// The last handle, included.
    public var last: UInt16

    /// Makes a range as it stands on the wire.
    public init(first: UInt16, last: UInt16) {
        self.first = first
        self.last = last
    }

    /// True when a server may answer: neither reserved handle 0 nor the wrong way round.
    public var isValid: Bool { first != 0 && first <= last }

    /// True when the handle is in the range.
    public func contains(_ handle: UInt16) -> Bool { first <= handle && handle <= last }
}
