import ExactJSON

/// Why one item of a request is refused, and where in the request; its neighbours are not touched by it.
public struct ReadingRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reason.
    public let reason: RefusalReason
    /// A JSON pointer into the request; it may contain names that the sender chose.
    public let pointer: String
    /// What was expected, in a sentence; nothing of what was sent.
    public let detail: String

    /// Makes a refusal.
    public init(reason: RefusalReason, pointer: String, detail: String) {
        self.reason = reason
        self.pointer = pointer
        self.detail = detail
    }

    init(_ error: JSONReadError) {
        self.init(reason: RefusalReason(error.code), pointer: error.pointer, detail: error.message)
    }

    init(_ reason: RefusalReason, at reader: JSONReader, _ detail: String) {
        self.init(reason: reason, pointer: reader.pointer, detail: detail)
    }

    /// The refusal as the answer carries it.
    public var problem: SubmissionProblem {
        SubmissionProblem(code: reason.rawValue, detail: detail, pointer: pointer)
    }

    /// Safe to log: the pointer is left out, since the sender may have chosen a part of it.
    public var description: String { "\(reason.rawValue): \(detail)" }
}
