import ExactJSON
import Vitals

extension ReadingSubmission {
    private static let members = [
        "device", "characteristic", "kind", "unit", "values", "absent", "userIndex", "deviceTime", "sequenceNumber",
        "effectiveAt", "receivedAt", "timeCorrection", "flags", "raw",
        "rawSecond",
    ]

    /// Reads one item of a request.
    ///
    /// - Throws: `ReadingRefusal` with the first thing that is wrong, its reason and its place.
    public init(_ reader: JSONReader) throws(ReadingRefusal) {
        do {
            try reader.allowOnly(Self.members)
            try self.init(
                device: Self.device(try reader.required("device")),
                characteristic: Self.characteristic(try reader.required("characteristic")),
                measurement: Self.measurement(reader),
                userIndex: try reader.optional("userIndex")?.integer(in: SubmissionLimits.userIndex),
                deviceTime: Self.deviceTime(try reader.optional("deviceTime")),
                sequenceNumber: Self.sequenceNumber(try reader.optional("sequenceNumber")),
                effectiveAt: Self.instant(try reader.required("effectiveAt")),
                receivedAt: Self.instant(try reader.required("receivedAt")),
                timeCorrection: Self.timeCorrection(try reader.optional("timeCorrection")),
                flags: Self.flags(try reader.optional("flags")),
                raw: Self.raw(try reader.required("raw")),
                rawSecond: try reader.optional("rawSecond").map(Self.raw)
            )
        } catch let error as ReadingRefusal {
            throw error
        } catch let error as JSONReadError {
            throw ReadingRefusal(error)
        } catch {
            throw ReadingRefusal(.invalidValue, at: reader, "The item cannot be read")
        }
    }

    private static func device(_ reader: JSONReader) throws -> String {
        let text = try reader.string(bytes: SubmissionLimits.deviceBytes)
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw reader.invalid("A device identifier has printable ASCII characters without spaces")
        }
        return text
    }

    private static func characteristic(_ reader: JSONReader) throws -> UInt16 {
        guard let bytes = Hexadecimal.bytes(of: try reader.string(), letters: .upper), bytes.count == 2
        else {
            throw reader.invalid("A characteristic is a 16-bit UUID of 4 upper-case hexadecimal digits")
        }
        return UInt16(bytes[0]) << 8 | UInt16(bytes[1])
    }

    private static func deviceTime(_ reader: JSONReader?) throws -> DeviceTimestamp? {
        guard let reader else { return nil }
        guard let time = DeviceTimestamp(try reader.string()) else {
            throw ReadingRefusal(.invalidInstant, at: reader, "A device time is a local time like 2024-06-15T17:17:27")
        }
        return time
    }

    private static func sequenceNumber(_ reader: JSONReader?) throws -> UInt32? {
        try (reader?.integer(in: SubmissionLimits.sequenceNumber)).map { UInt32($0) }
    }

    private static func instant(_ reader: JSONReader) throws -> Instant {
        guard let instant = Instant(try reader.string()), SubmissionLimits.instants.contains(instant) else {
            throw ReadingRefusal(
                .invalidInstant,
                at: reader,
                "A time is an RFC 3339 text like 2026-11-21T08:00:00.000Z of the years 0001 to 9999"
            )
        }
        return instant
    }

    private static func timeCorrection(_ reader: JSONReader?) throws -> TimeCorrection {
        guard let reader else { return .none }
        try reader.allowOnly(["reason", "offsetSeconds"])
        let reason: TimeCorrection.Reason = try reader.required("reason").enumeration()
        guard reason != .reviewed else { throw reader.invalid("Only the release from quarantine reviews a time") }
        return TimeCorrection(
            reason: reason,
            offsetSeconds: try reader.optional("offsetSeconds")?.integer(in: SubmissionLimits.offsetSeconds) ?? 0
        )
    }

    private static func flags(_ reader: JSONReader?) throws -> [String] {
        guard let reader else { return [] }
        return try reader.elements(count: SubmissionLimits.flagCount).map { element in
            let flag = try element.string(bytes: SubmissionLimits.flagBytes)
            guard flag.utf8.allSatisfy(isPartOfFlag) else {
                throw element.invalid("A flag has lower-case letters and hyphens")
            }
            return flag
        }
    }

    private static func isPartOfFlag(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func raw(_ reader: JSONReader) throws -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(of: try reader.string(), letters: .lower),
            SubmissionLimits.rawBytes.contains(bytes.count)
        else {
            throw reader.invalid("Raw bytes are from 1 to 512 pairs of lower-case hexadecimal digits")
        }
        return bytes
    }
}
