import Foundation
import HearthCore
import Vitals

extension Identifier {
    /// A key for a row that is made now.
    ///
    /// The clock only makes keys sort well; nothing is decided by it.
    static func new() -> Identifier {
        let milliseconds = (Date().timeIntervalSince1970 * 1_000).rounded(.down)
        return Identifier(at: Instant(millisecondsSince1970: Int64(milliseconds)))
    }
}
