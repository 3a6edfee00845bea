/// A question that a part of the program answers only while it gets on.
public struct LivenessCheck: Sendable {
    /// What is asked, for the log.
    public let name: String
    /// Answers; a part that is stuck does not come back, or says false.
    public let isAlive: @Sendable () async -> Bool

    /// Makes a check.
    public init(_ name: String, isAlive: @escaping @Sendable () async -> Bool) {
        self.name = name
        self.isAlive = isAlive
    }
}
