/// How many values a gateway kept when it reported last: what is kept for ever is news once.
public struct GatewayBaseline: Sendable, Hashable {
    /// Measurements that the server had refused.
    public let refused: Int
    /// Values that could not be decoded.
    public let undecodable: Int

    /// Makes the value; before a gateway's first report both are 0.
    public init(refused: Int = 0, undecodable: Int = 0) {
        self.refused = refused
        self.undecodable = undecodable
    }

    /// The baseline after a report.
    ///
    /// At its start a gateway tries once more what it could not decode. While it is at it, the number is too low.
    public func after(_ report: GatewayReport) -> GatewayBaseline {
        GatewayBaseline(
            refused: report.spool.refused,
            undecodable: report.spool.undecoded > 0 ? undecodable : report.spool.undecodable
        )
    }
}
