import CCurl

/// The header lines of a request as libcurl takes them.
final class CurlHeaders {
    private(set) var list: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        for line in lines { list = curl_slist_append(list, line) }
    }

    deinit {
        curl_slist_free_all(list)
    }
}

extension HTTPPost {
    /// An empty `Expect` keeps libcurl from waiting a second for permission to send the body.
    var headerLines: [String] {
        var lines = ["Content-Type: application/json", "Accept: application/json, application/problem+json", "Expect:"]
        if let credential { lines.append("Authorization: Bearer \(credential.token)") }
        return lines
    }
}
