import Foundation

/// libpq's connection strings, as far as tests have to change them.
enum ConnectionString {
    /// One `keyword='value'`, quoted as libpq asks for.
    static func pair(_ keyword: String, _ value: String) -> String {
        let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "\(keyword)='\(escaped)'"
    }

    /// The same connection with one keyword set: of two settings libpq takes the later one.
    static func setting(_ keyword: String, to value: String, in string: String) -> String {
        guard string.contains("://") else { return string + " " + pair(keyword, value) }
        let escaped = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value
        return string + (string.contains("?") ? "&" : "?") + "\(keyword)=\(escaped)"
    }
}
