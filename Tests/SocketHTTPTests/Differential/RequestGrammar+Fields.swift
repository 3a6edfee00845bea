extension RequestGrammar {
    static var fields: [[UInt8]] {
        let lines = [
            "X: 1", "X:1", "X:\t1\t", "X:  a  b  ", "X:", "X: ", "X", ":", ": 1", " X: 1", "\tX: 1", "X : 1", "X\t: 1",
            "X: :", "X:: 1",
            "X: 1\r\n 2", "X: 1\r\n\t2", "X: 1\r\n ", "X:\r\n 1", "X: 1\n2: 3", "X: 1\rY: 2", "X: a\u{b}b",
            "X: a\u{c}b",
            "X: \u{e9}", "X: \u{20ac}", "\u{e9}: 1", "X(: 1", "X/: 1", "\"X\": 1", "X[]: 1", "X,Y: 1", "X;Y: 1",
            "X@: 1", "X{: 1",
            "Connection: close", "Connection: Close", "Connection: clo\u{17f}e", "Connection: close,\u{301}",
            "Connection: a, close ,b",
            "Connection: closed", "Connection: \"close\"", "Connection: keep-alive", "Connection:", "Connection: ,,",
            "Upgrade: websocket", "Expect: 100-continue", "Expect: 100-continue, x", "Expect: x",
            "Expect: 100\u{2d}continue",
            "Cookie: a=b; c=d", "X-\u{212a}: 1", "X: 1\r", "X: 1\r\r", "X\r: 1",
        ]
        return lines.flatMap { line in
            [["Host: h", line], [line, "Host: h"], ["Host: h", line, "Y: 2"]].map { request(fields: $0) }
        } + lines.map { request("GET / HTTP/1.0", fields: [$0]) }
    }

    /// Each byte in each place of a head and of a chunk's line.
    static var everyByte: [[UInt8]] {
        let places = [
            ("G", "T / HTTP/1.1\r\nHost: h\r\n\r\n"), ("GET /", " HTTP/1.1\r\nHost: h\r\n\r\n"),
            ("GET / HTTP/1", "1\r\nHost: h\r\n\r\n"), ("GET / HTTP/1.1\r\nHost: h\r\nX", "Y: 1\r\n\r\n"),
            ("GET / HTTP/1.1\r\nHost: h\r\nX: a", "b\r\n\r\n"), ("GET / HTTP/1.1\r\nHost: h\r\nX:", "\r\n\r\n"),
            ("GET / HTTP/1.1\r\nHost: h", "i\r\n\r\n"), ("GET / HTTP/1.1\r\nHost: h\r\n", "X: 1\r\n\r\n"),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1", "\r\nA\r\n0\r\n\r\n"),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;", "a\r\nA\r\n0\r\n\r\n"),
            ("", "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ]
        return places.flatMap { before, after in
            (UInt8.min...UInt8.max).map { Array(before.utf8) + [$0] + Array(after.utf8) }
        }
    }

    /// Each line end of good requests in each other form.
    static var lineEndings: [[UInt8]] {
        let ends = ["\n", "\r", "\r\r\n", "\n\r", "", " \r\n", "\r\n\r\n", "\0\r\n"]
        var streams: [[UInt8]] = []
        for stream in good {
            for position in stream.indices where stream[position] == UInt8(ascii: "\r") {
                streams += ends.map { stream[..<position] + Array($0.utf8) + stream[(position + 2)...] }
            }
        }
        return streams
    }

    /// Sizes at a limit and one beyond it.
    static var sizes: [[UInt8]] {
        let targets = [8_192, 8_193, 20_000].map { request("GET /\(filler($0 - 1)) HTTP/1.1") }
        let methods = [32, 33, 8_300].map { request("\(filler($0)) / HTTP/1.1") }
        // Host: h and its line end are 9 bytes, the name and the line end of the other field 5.
        let headers = [16_384, 16_385, 40_000].map { request(fields: ["Host: h", "X: \(filler($0 - 14))"]) }
        let counts = [100, 101, 500].map { request(fields: ["Host: h"] + Array(repeating: "X: 1", count: $0 - 1)) }
        let lines = [256, 257, 20_000].map { request(chunks: "5;\(filler($0 - 4))\r\nhello\r\n0\r\n\r\n") }
        let extensions = [64, 80].map { count in
            request(chunks: String(repeating: "1;\(filler(249))\r\nA\r\n", count: count) + "0\r\n\r\n")
        }
        let trailers = [16_000, 17_000].map { request(chunks: "0\r\nX: \(filler($0))\r\n\r\n") }
        let bodies = [8_388_608, 8_388_609].map {
            request("POST / HTTP/1.1", fields: ["Host: h", "Content-Length: \($0)"])
        }
        return targets + methods + headers + counts + lines + extensions + trailers + bodies
    }

    private static func filler(_ count: Int) -> String { String(repeating: "a", count: count) }
}
