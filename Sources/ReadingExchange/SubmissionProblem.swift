import ExactJSON

/// Why an item was refused or quarantined, as the answer says it.
///
/// The code is a text and not one of the reasons known here: a server may be newer than its gateways.
public struct SubmissionProblem: Sendable, Hashable {
    /// A stable code for programs.
    public let code: String
    /// A sentence for people.
    public let detail: String
    /// A JSON pointer into the request to what is wrong, if a part of it is.
    public let pointer: String?

    /// Makes a problem.
    public init(code: String, detail: String, pointer: String? = nil) {
        self.code = code
        self.detail = detail
        self.pointer = pointer
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        code = try reader.required("code").string(bytes: 1...64)
        detail = try reader.optional("detail")?.string() ?? ""
        pointer = try reader.optional("pointer")?.string()
    }

    var json: JSONValue {
        var object: JSONObject = ["code": .string(code), "detail": .string(detail)]
        object["pointer"] = pointer.map { .string($0) }
        return .object(object)
    }
}
