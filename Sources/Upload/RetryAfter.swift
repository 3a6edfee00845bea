import Foundation

/// The header `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date.
enum RetryAfter {
    /// The seconds to wait, from 0 to `UploadLimits.longestAskedSeconds`; nil for a text that is neither.
    static func seconds(_ text: String, now: Date) -> Int? {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return min(Int(text) ?? .max, UploadLimits.longestAskedSeconds)
        }
        guard let date = HTTPDate.date(text) else { return nil }
        let seconds = date.timeIntervalSince(now).rounded(.up)
        return Int(min(max(seconds, 0), Double(UploadLimits.longestAskedSeconds)))
    }
}
