import Alerting
import ExactJSON

extension PairingOutcome {
    /// The form of a reason: a code as `PairingFailure` and its like have it.
    private static let reasonBytes = 1...100

    private enum Word: String { case paired, failed }

    /// Reads the body of `POST /v1/gateways/self/pairings/{pairingId}/outcome`.
    ///
    /// - Throws: `JSONReadError` with the first thing that is wrong, and its place.
    public init(_ reader: JSONReader) throws(JSONReadError) {
        try reader.allowOnly(["outcome", "authenticated", "reason"])
        switch try reader.required("outcome").enumeration(Word.self) {
        case .paired:
            try reader.allowOnly(["outcome", "authenticated"])
            self = .paired(isAuthenticated: try reader.required("authenticated").bool())
        case .failed:
            try reader.allowOnly(["outcome", "reason"])
            let text = try reader.required("reason")
            let reason = try text.string(bytes: Self.reasonBytes)
            guard reason.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw text.invalid("A reason is a code of printable ASCII characters without spaces")
            }
            self = .failed(reason: reason)
        }
    }

    /// The body of `POST /v1/gateways/self/pairings/{pairingId}/outcome`.
    public var json: JSONValue {
        switch self {
        case .paired(let isAuthenticated):
            ["outcome": .string(Word.paired.rawValue), "authenticated": .bool(isAuthenticated)]
        case .failed(let reason): ["outcome": .string(Word.failed.rawValue), "reason": .string(reason)]
        }
    }
}
