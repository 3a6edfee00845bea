import Crypto
import Foundation
import HearthCore

/// A secret that names its tenant and its row, so that it is looked up as that tenant:
/// `PREFIX_ORGANISATION_ROW_SECRET`.
///
/// Organisation and row are UUIDs as 32 hexadecimal digits. The secret is random bits enough that a plain SHA-256
/// protects it: a slow password hash would only slow down the service.
struct BearerSecret: Sendable {
    /// What the secret is for, and how it looks.
    enum Purpose: String {
        /// A token of 256 random bits, valid for long.
        case token = "hearth"
        /// An enrolment code of 128 random bits, which a person may have to type.
        case enrolment = "enrol"

        var secretBytes: Int { self == .token ? 32 : 16 }
    }

    let purpose: Purpose
    let organization: OrganizationID
    let row: UUID
    private let secret: [UInt8]

    /// Makes a new one.
    init(_ purpose: Purpose, organization: OrganizationID, row: UUID) {
        self.purpose = purpose
        self.organization = organization
        self.row = row
        var random = SystemRandomNumberGenerator()
        secret = (0..<purpose.secretBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// Reads one that somebody presents; nil unless it has the form of one.
    init?(_ purpose: Purpose, _ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == purpose.rawValue, let organization = BearerSecret.uuid(parts[1]),
            let row = BearerSecret.uuid(parts[2]), let secret = BearerSecret.bytes(parts[3]),
            secret.count == purpose.secretBytes
        else { return nil }
        self.purpose = purpose
        self.organization = OrganizationID(organization)
        self.row = row
        self.secret = secret
    }

    /// What the holder presents.
    var text: String {
        let identifiers = [organization.uuid, row].map { $0.uuidString.lowercased().replacing("-", with: "") }
        return "\(purpose.rawValue)_\(identifiers[0])_\(identifiers[1])_\(BearerSecret.hexadecimal(secret))"
    }

    /// What is stored.
    var hash: [UInt8] { Array(SHA256.hash(data: secret)) }

    /// Compares with what is stored, in a time that does not depend on where they differ.
    func matches(hash stored: [UInt8]) -> Bool {
        let own = hash
        guard own.count == stored.count else { return false }
        return zip(own, stored).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func uuid(_ digits: Substring) -> UUID? {
        guard let bytes = bytes(digits), bytes.count == MemoryLayout<uuid_t>.size else { return nil }
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    private static func bytes(_ digits: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits.utf8 {
            guard let value = value(of: digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
