import Foundation
import HearthCore
import Vitals

/// Keys for rows that are made together now.
///
/// The clock only makes keys sort well; nothing is decided by it.
struct NewKeys {
    private let now: Instant
    private var random = BufferedRandom()

    init() {
        let milliseconds = (Date().timeIntervalSince1970 * 1_000).rounded(.down)
        now = Instant(millisecondsSince1970: Int64(milliseconds))
    }

    /// A key that there was never before.
    mutating func next<Entity>() -> Identifier<Entity> { Identifier(at: now, using: &random) }
}
