/// Requests built of parts, each part in all the forms that parsers are known to read differently.
enum RequestGrammar {
    /// All streams: each part's forms in turn, and all the pairs that frame a body.
    static var streams: [[UInt8]] {
        good + requestLines + hosts + framings + fields + everyByte + chunkedBodies + lineEndings + sizes + pipelines
    }

    /// Requests that any parser takes.
    static let good: [[UInt8]] = [
        request(),
        request(fields: ["Host: h.example:8080", "Accept: */*", "User-Agent: a b"]),
        request("OPTIONS * HTTP/1.1"),
        request("GET /a/b%20c?d=e&f=%2F HTTP/1.1"),
        request("GET http://h.example/p?q HTTP/1.1", fields: ["Host: h.example"]),
        request("DELETE /x HTTP/1.1", fields: ["Host: [2001:db8::1]:80", "X-Empty:", "X-Text: \u{e9} \t b"]),
        request("GET / HTTP/1.0", fields: []),
        request("POST / HTTP/1.1", fields: ["Host: h", "Content-Length: 5"], body: "hello"),
        request("PUT /x HTTP/1.1", fields: ["host:h", "content-length:2", "Expect: 100-continue"], body: "\r\n"),
        request("POST / HTTP/1.1", fields: ["Host: h", "Content-Length: 0"]),
        request(chunks: "5\r\nhello\r\n3;a=\"b\"\r\n\r\n\n\r\n0\r\n\r\n"),
        request(chunks: "0a\r\n0123456789\r\n000\r\nX-Sum: 1\r\nY:\r\n\r\n"),
        request(fields: ["Host: h", "Connection: keep-alive, close"]),
        request() + request("POST /2 HTTP/1.1", fields: ["Host: h", "Content-Length: 3"], body: "GET") + request(),
    ]

    static func request(
        _ line: String = "GET / HTTP/1.1",
        fields: [String] = ["Host: h"],
        body: String = ""
    ) -> [UInt8] {
        Array(([line] + fields).map { $0 + "\r\n" }.joined().utf8) + Array("\r\n\(body)".utf8)
    }

    static func request(chunks: String) -> [UInt8] {
        request("POST /c HTTP/1.1", fields: ["Host: h", "Transfer-Encoding: chunked"], body: chunks)
    }

    private static var requestLines: [[UInt8]] {
        let methods = [
            "GET", "HEAD", "get", "M-SEARCH", "A!#$%&'*+-.^_`|~9", "", "CONNECT", "G T", "G:T", "PRI", "\u{e9}",
        ]
        let targets = [
            "/", "//", "//h/a", "/..", "/;a", "/a?b?c", "/?", "?", "", "*", "**", "a", "h:80", "h", "/#a", "/%", "/%0",
            "/%00", "/%zz", "/a b", "/\u{e9}", "/[", "/\"", "/<", "/\\", "/^", "/`", "/{", "/|", "http://h",
            "HTTP://h/",
            "https://h/", "ftp://h/", "http:/h", "http:///", "http://", "http://u@h/", "http://h:", "http://h:0x/",
            "http://[::1]/", "http://[::1", "http://h#a", "http://h?a", "http://h/a#b", "http://%41/", "://h/",
            "/http://h/", "urn:a", "mailto:a@b", "/\u{7f}", "/@:", "http://h:99999/",
        ]
        let versions = [
            "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/1.9", "HTTP/0.9", "HTTP/2.0", "HTTP/3.0", "HTTP/1", "HTTP/1.10",
            "HTTP/11", "HTTP/01.1", "http/1.1", "HTTP/1,1", "HTTP/1.x", "HTTP/ 1.1", "HTTP/1.1 ", "XTTP/1.1", "",
            "HTTP/1.\u{661}", "HTTP /1.1", "HTTP/-1.1", "HTTP/+1.1",
        ]
        let pairs = methods.flatMap { method in targets.map { request("\(method) \($0) HTTP/1.1") } }
        let lines = [
            "GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET\t/ HTTP/1.1", " GET / HTTP/1.1",
            "GET / HTTP/1.1\t",
        ]
        return pairs + versions.map { request("GET / \($0)") } + lines.map { request($0) }
            + ["\r\n", "\n", "\r\n\r\n", "\r", " \r\n"].map { Array($0.utf8) + request() }
    }

    private static var hosts: [[UInt8]] {
        let values = [
            "", " ", "h", "H.example", "h:80", "h:", ":80", "h:port", "h:80:80", "h h", "h,h", "h/", "h?a", "h#a",
            "u@h",
            "http://h", "[::1]", "[::1]:80", "[::1", "::1", "[]", "[::1]x", "[v1.a]", "[fe80::1%25a]", "%41", "%4",
            "h%00",
            "\u{e9}", "h;a", "*", "127.0.0.1", "0x7f.1", "a_b", "-", ".", "h.", "\"h\"", "h\\", "h:99999",
        ]
        let one = values.flatMap { value in
            ["1.0", "1.1"].map { request("GET / HTTP/\($0)", fields: ["Host: \(value)"]) }
        }
        let lists: [[String]] = [
            [], ["Host: h", "Host: h"], ["Host: a", "Host: b"], ["Host: h", "host: h"], ["Host : h"], ["X: 1"],
            ["X: 1", "HOST:h"], ["Hos: h"], ["Host: h", "Host:"], ["Host:", "Host: h"],
        ]
        return one
            + lists.flatMap { fields in
                ["/", "http://h/"].flatMap { target in
                    ["1.0", "1.1"].map { request("GET \(target) HTTP/\($0)", fields: fields) }
                }
            }
    }
}
