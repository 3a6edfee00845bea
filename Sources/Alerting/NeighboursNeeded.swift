/// How many readings that limits can judge, besides the new one, a rule looks at.
public struct NeighboursNeeded: Sendable, Hashable {
    /// Readings that were measured before the new one, the nearest.
    public let before: Int
    /// Readings that were measured after the new one, the nearest: there are some when it comes late.
    public let after: Int

    /// Asks for so many.
    public init(before: Int, after: Int) {
        self.before = before
        self.after = after
    }
}
