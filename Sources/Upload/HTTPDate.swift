import CCurl
import Foundation

/// A date as HTTP writes it.
enum HTTPDate {
    /// An HTTP date in any of the three forms that a recipient must read (RFC 9110 section 5.6.7).
    ///
    /// libcurl reads it, which is here anyway: a formatter of Foundation would bring ICU and its data into memory.
    static func date(_ text: String) -> Date? {
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : Date(timeIntervalSince1970: Double(seconds))
    }
}
