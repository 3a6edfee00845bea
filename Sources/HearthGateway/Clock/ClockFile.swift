import ExactJSON
import Foundation

/// What the gateway believes about its clock, kept for one start of the kernel.
///
/// It is written when that changes, which is seldom, and is not synced: without it the next answer of the server tells.
struct ClockFile: Sendable {
    let url: URL

    /// What was kept in this start of the kernel; nil when nothing was, or it cannot be read.
    func read(bootID: String) -> ClockTrust? {
        guard let data = try? Data(contentsOf: url), let document = try? JSONValue(parsing: Array(data)) else {
            return nil
        }
        let reader = JSONReader(document)
        guard (try? reader.required("bootId").string()) == bootID,
            let offset = try? reader.required("offsetMilliseconds").integer(in: Self.offsets),
            let source = (try? reader.required("source").string()).flatMap(ClockTrust.Source.init)
        else { return nil }
        return ClockTrust(offsetMilliseconds: Int64(offset), source: source)
    }

    /// Keeps it in the place of what was kept before.
    func keep(_ trust: ClockTrust, bootID: String) {
        let document: JSONValue = [
            "bootId": .string(bootID), "offsetMilliseconds": .number(JSONNumber(Int(trust.offsetMilliseconds))),
            "source": .string(trust.source.rawValue),
        ]
        try? Data(document.serialized()).write(to: url, options: .atomic)
    }

    /// Until the year 9999.
    private static let offsets = 0...253_402_300_799_999
}
