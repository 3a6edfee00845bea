import Foundation
import HearthCore
import Vitals

extension Identifier {
    /// A key for a row that is made now.
    ///
    /// The clock only makes keys sort well; nothing is decided by it.
    static func new() -> Identifier {
        var keys = NewKeys()
        return keys.next()
    }
}
