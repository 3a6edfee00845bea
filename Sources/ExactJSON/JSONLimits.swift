/// The bounds within which a document is parsed; whatever is beyond them is refused before it costs anything.
public struct JSONLimits: Sendable, Equatable {
    /// The most bytes of a document.
    ///
    /// 4 MiB: a full batch of 1,000 readings with their raw bytes is under 1 MiB.
    public var maximumBytes: Int
    /// The deepest nesting of objects and arrays.
    ///
    /// 32: no document of ours is deeper than 6, and it bounds the stack.
    public var maximumDepth: Int
    /// The most bytes of one number's text.
    ///
    /// 64: three times the digits of any value that a device can send.
    public var maximumNumberBytes: Int

    /// The most values of a document, those inside of others included.
    ///
    /// 100,000: a full batch of 1,000 readings has some 20,000. A value takes a hundred bytes of memory where it takes
    /// two of the document (`0,`), so the document's bytes alone do not bound what it costs.
    public var maximumValues: Int

    /// Makes limits; those not given are the defaults.
    public init(
        maximumBytes: Int = 4 * 1024 * 1024,
        maximumDepth: Int = 32,
        maximumNumberBytes: Int = 64,
        maximumValues: Int = 100_000
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumNumberBytes = maximumNumberBytes
        self.maximumValues = maximumValues
    }

    /// The limits of a request or answer body.
    public static let standard = JSONLimits()
}
