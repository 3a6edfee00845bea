import Foundation
import Synchronization

/// Counts the items that servers answered for as duplicates.
final class DuplicateCount: Sendable {
    private let total = Mutex(0)

    var value: Int { total.withLock { $0 } }

    /// Looks through a part of an answer; one that is cut within the word is missed, which a number for people may.
    func count(in bytes: [UInt8]) {
        let found = String(decoding: bytes, as: UTF8.self).ranges(of: "\"duplicate\"").count
        if found > 0 { total.withLock { $0 += found } }
    }
}
