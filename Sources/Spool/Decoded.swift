import ReadingExchange

/// Indications that belong together, and what was decoded from them.
public struct Decoded: Sendable {
    /// The numbers of the indications in the spool.
    public let indications: [Int64]
    /// The measurements, none where there is none in them.
    public let submissions: [ReadingSubmission]

    /// Makes the value.
    public init(_ indications: [Int64], _ submissions: [ReadingSubmission]) {
        self.indications = indications
        self.submissions = submissions
    }
}
