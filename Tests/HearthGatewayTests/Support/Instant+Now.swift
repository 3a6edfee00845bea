import Foundation
import Vitals

extension Instant {
    /// The system clock's time.
    static func systemNow() -> Instant {
        Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
