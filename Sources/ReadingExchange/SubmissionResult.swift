import ExactJSON
import Vitals

/// The answer for one item of a request; to have one means that it is durable.
public struct SubmissionResult: Sendable, Hashable {
    /// The item's place in the request, from 0.
    public let index: Int
    /// The measurement's identity; nil only for an item that is too malformed to have one.
    public let identity: MeasurementIdentity?
    /// What became of it.
    public let status: SubmissionStatus
    /// The id of the reading or of the quarantine entry; nil when it was refused.
    public let id: String?
    /// Why it was quarantined or refused.
    public let problem: SubmissionProblem?

    /// Makes a result.
    public init(
        index: Int,
        identity: MeasurementIdentity?,
        status: SubmissionStatus,
        id: String? = nil,
        problem: SubmissionProblem? = nil
    ) {
        self.index = index
        self.identity = identity
        self.status = status
        self.id = id
        self.problem = problem
    }

    /// The result of an item that was refused because it is malformed.
    public init(index: Int, refusal: ReadingRefusal) {
        self.init(index: index, identity: nil, status: .refused, problem: refusal.problem)
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        index = try reader.required("index").integer(in: 0...SubmissionLimits.itemCount.upperBound - 1)
        if let member = try reader.optional("identity") {
            guard let identity = MeasurementIdentity(try member.string()) else {
                throw member.invalid("An identity has 32 hexadecimal digits")
            }
            self.identity = identity
        } else {
            identity = nil
        }
        status = try reader.required("status").enumeration()
        id = try reader.optional("id")?.string(bytes: 1...64)
        problem = try reader.optional("problem").map { member throws(JSONReadError) in try SubmissionProblem(member) }
        guard status == .refused || identity != nil else {
            throw reader.invalid("An item that was stored has an identity")
        }
    }

    var json: JSONValue {
        .object(
            JSONObject(distinct: [
                "index": .number(JSONNumber(index)),
                "identity": identity.map { .string($0.description) },
                "status": .string(status.rawValue),
                "id": id.map { .string($0) },
                "problem": problem?.json,
            ])
        )
    }
}
