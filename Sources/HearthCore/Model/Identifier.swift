import Foundation
import Vitals

/// The key of one entity: a UUID that cannot be mistaken for the key of another kind of entity.
///
/// New keys are UUIDv7 (RFC 9562 section 5.7): they sort by the time they were made, so that rows which are written
/// together lie together in the database.
public struct Identifier<Entity>: Hashable, Sendable, CustomStringConvertible {
    /// The key as it is stored.
    public let uuid: UUID

    /// Wraps a stored key.
    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Reads the text form; nil unless it is a UUID.
    public init?(_ text: String) {
        guard let uuid = UUID(uuidString: text) else { return nil }
        self.uuid = uuid
    }

    /// Makes a new key for something that happens at `now`.
    public init(at now: Instant) {
        var random = SystemRandomNumberGenerator()
        self.init(at: now, using: &random)
    }

    /// Makes a new key from the given source of randomness.
    public init(at now: Instant, using random: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(max(0, now.millisecondsSince1970))
        let (high, low) = (random.next(), random.next())
        func byte(_ value: UInt64, _ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: value >> shift) }
        uuid = UUID(
            uuid: (
                byte(milliseconds, 40), byte(milliseconds, 32), byte(milliseconds, 24), byte(milliseconds, 16),
                byte(milliseconds, 8), byte(milliseconds, 0),
                0x70 | byte(high, 8) & 0x0F, byte(high, 0),
                0x80 | byte(low, 56) & 0x3F, byte(low, 48), byte(low, 40), byte(low, 32),
                byte(low, 24), byte(low, 16), byte(low, 8), byte(low, 0)
            )
        )
    }

    /// The key in lower-case hexadecimal with hyphens, as the API and the log show it.
    public var description: String {
        withUnsafeBytes(of: uuid.uuid) { bytes in
            String(unsafeUninitializedCapacity: Identifier.textLength) { text in
                var end = 0
                for index in bytes.indices {
                    // In groups of 4, 2, 2, 2 and 6 bytes (RFC 9562 section 4).
                    if (4...10).contains(index), index.isMultiple(of: 2) {
                        text[end] = UInt8(ascii: "-")
                        end += 1
                    }
                    text[end] = Identifier.digit(bytes[index] >> 4)
                    text[end + 1] = Identifier.digit(bytes[index] & 15)
                    end += 2
                }
                return end
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// 32 digits and four hyphens.
    private static var textLength: Int { 36 }
}

/// The key of an organisation.
public typealias OrganizationID = Identifier<Organization>
/// The key of a patient.
public typealias PatientID = Identifier<Patient>
/// The key of a member of the care team.
public typealias UserID = Identifier<User>
/// The key of a gateway.
public typealias GatewayID = Identifier<Gateway>
/// The key of a gateway's or a user's token.
public typealias CredentialID = Identifier<BearerToken>
/// The key of a device.
public typealias DeviceID = Identifier<Device>
/// The key of an assignment.
public typealias AssignmentID = Identifier<Assignment>
/// The key of a reading.
public typealias ReadingID = Identifier<StoredReading>
/// The key of a quarantine entry.
public typealias QuarantineID = Identifier<QuarantineEntry>
/// The key of an order to pair a device.
public typealias PairingOrderID = Identifier<PairingOrder>
/// The key of an alert.
public typealias AlertID = Identifier<AlertRecord>
