/// What the parser found.
enum RequestEvent: Equatable {
    case head(RequestHead)
    /// A piece of the body, never empty.
    case body([UInt8])
    /// The request is complete; what follows belongs to the next one.
    case end
}
