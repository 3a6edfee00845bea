/// How large one request may be: what is larger is refused before it is kept.
public struct RequestLimits: Sendable, Equatable {
    /// Bytes of the request target; RFC 9112 section 3 asks for 8,000 at least.
    public var targetBytes = 8_192
    /// Bytes of all field lines together; enough for a large token and cookies of a proxy.
    public var headerBytes = 16_384
    /// Number of field lines.
    public var headerFields = 100
    /// Bytes of a body after transfer and content coding are removed; a handler's `collect(upTo:)` may ask for less.
    public var bodyBytes = 8 * 1_024 * 1_024

    /// How many times as large as it came a compressed body may become; JSON of readings shrinks to a tenth.
    public var expansionFactor = 100

    /// The defaults.
    public init() {}
}
