import Alerting
import ExactJSON
import Foundation
import Vitals

extension PairingTask {
    /// The member of a report's answer in which the tasks are.
    public static let member = "pairings"
    /// The most tasks in one answer; a gateway keeps no more bonds than that.
    public static let maximumCount = 64

    /// Reads the tasks of a report's answer; none when the server knows no such thing.
    ///
    /// - Throws: `JSONReadError` with the first thing that is wrong, and its place.
    public static func all(inAnswer reader: JSONReader) throws(JSONReadError) -> [PairingTask] {
        guard let list = try reader.optional(member) else { return [] }
        var tasks: [PairingTask] = []
        for element in try list.elements(count: 0...maximumCount) { tasks.append(try PairingTask(element)) }
        return tasks
    }

    /// Reads one task; members that a later server adds are passed over.
    ///
    /// - Throws: `JSONReadError`.
    public init(_ reader: JSONReader) throws(JSONReadError) {
        let id = try reader.required("id")
        guard let uuid = UUID(uuidString: try id.string()) else { throw id.invalid("This is no UUID") }
        let expiry = try reader.required("expiresAt")
        guard let expiresAt = Instant(try expiry.string()) else {
            throw expiry.invalid("A time is an RFC 3339 text like 2026-11-21T08:00:00.000Z")
        }
        self.init(
            id: uuid,
            device: try reader.required("device").string(bytes: SubmissionLimits.deviceBytes),
            passkey: try reader.optional("passkey").map { reader throws(JSONReadError) in try reader.passkey() },
            expiresAt: expiresAt
        )
    }

    /// The task as the answer to a report has it.
    public var json: JSONValue {
        var object: JSONObject = ["id": .string(id.uuidString.lowercased()), "device": .string(device)]
        object["passkey"] = passkey.map { .string(Self.digits($0)) }
        object["expiresAt"] = .string(expiresAt.description)
        return .object(object)
    }

    /// Six digits.
    private static func digits(_ passkey: UInt32) -> String {
        let text = String(passkey)
        return String(repeating: "0", count: max(0, 6 - text.count)) + text
    }
}

extension JSONReader {
    /// A passkey of exactly six digits, as a text: its zeros in front count.
    ///
    /// - Throws: `JSONReadError`.
    public func passkey() throws(JSONReadError) -> UInt32 {
        let text = try string()
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let passkey = UInt32(text)
        else { throw invalid("A passkey has six digits") }
        return passkey
    }
}
