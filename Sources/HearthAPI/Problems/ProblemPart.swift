import ExactJSON

/// One thing that is wrong with a request, and where.
struct ProblemPart: Sendable {
    /// Where something is wrong.
    enum Place: Sendable {
        /// A JSON pointer into the body.
        case pointer(String)
        /// The name of a query parameter.
        case parameter(String)
        /// The name of a header field.
        case header(String)
    }

    /// Where.
    let place: Place
    /// Stable, in kebab case.
    let code: String
    /// What was expected; nothing of what was sent.
    let detail: String

    /// The part as a member of `errors`.
    var json: JSONValue {
        let (name, value) =
            switch place {
            case .pointer(let pointer): ("pointer", pointer)
            case .parameter(let parameter): ("parameter", parameter)
            case .header(let header): ("header", header)
            }
        return .object([name: .string(value), "code": .string(code), "detail": .string(detail)])
    }
}
